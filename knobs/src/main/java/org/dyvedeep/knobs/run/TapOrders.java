package org.dyvedeep.knobs.run;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.knobs.setting.TapOrder;

/**
 * The orders in which products are summed up. Weights are given as rows of one output's products.
 */
public final class TapOrders {
  private TapOrders() {}

  /**
   * The order in which SPET sums up the products of each output.
   *
   * @param node a convolution over two spatial axes or a fully-connected layer
   * @param importance how much each input feature matters; empty for all alike
   * @return for each output, the places of its weights
   */
  public static int[][] of(Node node, TapOrder order, List<Float> importance) {
    LayerShape shape = LayerShape.of(node).orElseThrow();
    return of(order, importance, shape, node.weights().get(0).values());
  }

  /** 0, 1, 2 and so on. */
  static int[] natural(int products) {
    return IntStream.range(0, products).toArray();
  }

  /** An order for each output; outputs that have the same share the array. */
  static int[][] of(TapOrder order, List<Float> importance, LayerShape shape, float[] weights) {
    int[][] orders = new int[shape.outputs()][];
    int[] natural = order == TapOrder.NATURAL ? natural(shape.products()) : null;
    if (order == TapOrder.TAPS) {
      // Fully-connected layers have some 10^8 weights to sort.
      IntStream.range(0, shape.outputs())
          .parallel()
          .forEach(o -> orders[o] = taps(o, importance, shape, weights));
      return orders;
    }
    for (int group = 0; group < shape.groups(); group++) {
      int first = group * shape.outputsPerGroup();
      int[] common =
          order == TapOrder.FEATURES ? features(group, importance, shape, weights) : natural;
      Arrays.fill(orders, first, first + shape.outputsPerGroup(), common);
    }
    return orders;
  }

  private static int[] features(
      int group, List<Float> importance, LayerShape shape, float[] weights) {
    double[] matter = new double[shape.features()];
    int products = shape.products();
    int first = group * shape.outputsPerGroup() * products;
    for (int i = first; i < first + shape.outputsPerGroup() * products; i++) {
      matter[i % products / shape.window()] += Math.abs(weights[i]);
    }
    for (int c = 0; c < matter.length; c++) {
      matter[c] *= importance(importance, group * shape.features() + c);
    }
    return IntStream.range(0, shape.features())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer c) -> matter[c]).reversed())
        .mapToInt(c -> c * shape.window())
        .flatMap(tap -> IntStream.range(tap, tap + shape.window()))
        .toArray();
  }

  private static int[] taps(int output, List<Float> importance, LayerShape shape, float[] weights) {
    int products = shape.products();
    int firstFeature = shape.group(output) * shape.features();
    long[] keys = new long[products];
    for (int i = 0; i < products; i++) {
      float factor = importance(importance, firstFeature + i / shape.window());
      keys[i] = key(Math.abs(weights[output * products + i]) * factor, i);
    }
    return sorted(keys);
  }

  private static float importance(List<Float> importance, int feature) {
    return importance.isEmpty() ? 1 : importance.get(feature);
  }

  /** Sorts by descending value, then by ascending index, when it is sorted ascending itself. */
  static long key(float value, int index) {
    // Adding 0 makes one zero of the two there are.
    int bits = Float.floatToIntBits(value + 0f);
    int ascending = bits ^ (bits >> 31 & Integer.MAX_VALUE);
    return ((long) ~ascending << 32) | index;
  }

  /** The indices of keys in the keys' order. */
  static int[] sorted(long[] keys) {
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }
}
