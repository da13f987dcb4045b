package org.dyvedeep.knobs.tune;

import java.util.Arrays;
import java.util.List;

/** What a layer reads at sampled positions. */
final class LayerSamples {
  private final LayerShape shape;
  private final List<Patch> patches;
  private final int positions;
  private final float[] importance;
  private final List<float[]> constants;
  private final ProductCosts costs;

  LayerSamples(
      LayerShape shape,
      List<Patch> patches,
      float[] importance,
      List<float[]> constants,
      ProductCosts costs) {
    this.shape = shape;
    this.patches = patches;
    this.positions = patches.stream().mapToInt(Patch::positions).sum();
    this.importance = importance;
    this.constants = constants;
    this.costs = costs;
  }

  /** The layer. */
  LayerShape shape() {
    return shape;
  }

  /** The positions. */
  List<Patch> patches() {
    return patches;
  }

  /** The weight of each input feature in the order of products. */
  float[] importance() {
    return importance;
  }

  /** The same with another order of products. */
  LayerSamples withImportance(float[] other) {
    return new LayerSamples(shape, patches, other, constants, costs);
  }

  /**
   * Where some products were replaced by a constant of the window: for each patch, what is added to
   * each output at each position, outputs x positions; else empty.
   */
  List<float[]> constants() {
    return constants;
  }

  /** What products cost. */
  ProductCosts costs() {
    return costs;
  }

  /**
   * Samples of which nothing was replaced.
   *
   * @param zero what a product costs whose input is 0
   */
  static LayerSamples of(LayerShape shape, List<Patch> patches, float[] importance, float zero) {
    int positions = patches.stream().mapToInt(Patch::positions).sum();
    ProductCosts costs =
        ProductCosts.of(shape, patches, zero, ProductCosts.Replaced.NONE, new float[positions]);
    return new LayerSamples(shape, patches, importance, List.of(), costs);
  }

  int positions() {
    return positions;
  }

  /**
   * The sums of one output's neurons after some of their products.
   *
   * @param order the products' order
   * @param counts after how many products the sums are taken, ascending
   * @return for each count, the sum at each position
   */
  float[][] sums(int output, int[] order, int[] counts) {
    float[][] sums = new float[counts.length][positions()];
    for (int i = 0; i < patches.size(); i++) {
      Patch patch = patches.get(i);
      int n = patch.positions();
      float[] sum = new float[n];
      start(sum, output, i);
      float[] columns = patch.columns()[shape.groupOf(output)];
      int done = 0;
      for (int s = 0; s < counts.length; s++) {
        for (; done < counts[s]; done++) {
          addProduct(sum, shape.weight(output, order[done]), columns, order[done] * n);
        }
        System.arraycopy(sum, 0, sums[s], patch.start(), n);
      }
    }
    return sums;
  }

  private void start(float[] sum, int output, int patch) {
    float bias = shape.bias(output);
    for (int p = 0; p < sum.length; p++) {
      sum[p] = bias;
    }
    if (!constants.isEmpty()) {
      float[] constant = constants.get(patch);
      for (int p = 0; p < sum.length; p++) {
        sum[p] += constant[output * sum.length + p];
      }
    }
  }

  private static void addProduct(float[] sum, float weight, float[] columns, int offset) {
    for (int p = 0; p < sum.length; p++) {
      sum[p] += weight * columns[offset + p];
    }
  }

  /** The order of SPET by descending |w| times importance; ties keep the order of the weights. */
  int[] order(int output) {
    int taps = shape.taps();
    int window = shape.windowSize();
    int firstFeature = shape.groupOf(output) * shape.groupChannels();
    long[] keys = new long[taps];
    for (int tap = 0; tap < taps; tap++) {
      float key = Math.abs(shape.weight(output, tap)) * importance[firstFeature + tap / window];
      // Floats from 0 on sort as their bits do.
      keys[tap] = ((long) ~Float.floatToIntBits(key) << 32) | tap;
    }
    Arrays.sort(keys);
    int[] order = new int[taps];
    for (int i = 0; i < taps; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }
}
