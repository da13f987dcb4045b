package org.dyvedeep.knobs.bound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dyvedeep.knobs.run.TapOrders;
import org.dyvedeep.knobs.setting.TapOrder;

/**
 * Tries cheap predictors of signs beside the true sums. Some sum up a part of an output's products,
 * those with the greatest |weight| times mean |input|; the others sum up all of them with weights
 * that are rounded to few bits, the greatest of an output being the greatest number of these bits.
 * Both add the bias.
 */
final class SignPredictors {
  private static final int[] PERCENTS = {10, 25, 50};
  private static final int[] BITS = {4, 8};

  private final RectifiedLayer layer;
  private final float[] weights;
  private final float[] bias;

  /** For each number of bits, the weights rounded. */
  private final List<float[]> rounded = new ArrayList<>();

  private final int[][] orders;
  private final List<PredictorTally> parts = new ArrayList<>();
  private final List<PredictorTally> coarse = new ArrayList<>();

  /**
   * Sorts the products.
   *
   * @param importance the mean |input| of each input feature
   */
  SignPredictors(RectifiedLayer layer, List<Float> importance) {
    this.layer = layer;
    this.weights = layer.weights();
    this.bias = layer.bias();
    this.orders = TapOrders.of(layer.node(), TapOrder.TAPS, importance);
    for (int percent : PERCENTS) {
      parts.add(new PredictorTally(percent + "% of products", layer));
    }
    for (int bits : BITS) {
      rounded.add(rounded(bits));
      coarse.add(new PredictorTally("weights of " + bits + " bits", layer));
    }
  }

  private float[] rounded(int bits) {
    int steps = (1 << (bits - 1)) - 1;
    float[] all = new float[weights.length];
    for (int first = 0; first < all.length; first += layer.products()) {
      float greatest = 0;
      for (int i = first; i < first + layer.products(); i++) {
        greatest = Math.max(greatest, Math.abs(weights[i]));
      }
      for (int i = first; i < first + layer.products() && greatest > 0; i++) {
        all[i] = Math.round(weights[i] * steps / greatest) * (greatest / steps);
      }
    }
    return all;
  }

  /** Tries all predictors at some positions of a picture. */
  void add(float[] input, List<Stretch> stretches) {
    WindowInputs windows = new WindowInputs(layer, input, stretches);
    all().forEach(tally -> tally.begin(windows.positions()));
    for (int group = 0; group < layer.operation().group(); group++) {
      float[] inputs = windows.of(group);
      int first = group * layer.outputsPerGroup();
      for (int output = first; output < first + layer.outputsPerGroup(); output++) {
        add(output, inputs, windows.positions());
      }
    }
    all().forEach(tally -> tally.end(stretches));
  }

  private void add(int output, float[] inputs, int positions) {
    for (int i = 0; i < BITS.length; i++) {
      coarse.get(i).call(output, sums(rounded.get(i), output, inputs, positions));
    }
    int[] order = orders[output];
    float[] sums = start(output, positions);
    int done = 0;
    for (int i = 0; i < PERCENTS.length; i++) {
      int end = (int) ((PERCENTS[i] * (long) order.length + 99) / 100);
      for (; done < end; done++) {
        addProduct(sums, weight(output, order[done]), inputs, order[done]);
      }
      parts.get(i).call(output, sums);
    }
    for (; done < order.length; done++) {
      addProduct(sums, weight(output, order[done]), inputs, order[done]);
    }
    all().forEach(tally -> tally.judge(output, sums));
  }

  /** All products with some weights. */
  private float[] sums(float[] of, int output, float[] inputs, int positions) {
    float[] sums = start(output, positions);
    for (int tap = 0; tap < layer.products(); tap++) {
      addProduct(sums, of[output * layer.products() + tap], inputs, tap);
    }
    return sums;
  }

  private float weight(int output, int tap) {
    return weights[output * layer.products() + tap];
  }

  private float[] start(int output, int positions) {
    float[] sums = new float[positions];
    Arrays.fill(sums, bias[output]);
    return sums;
  }

  /** Adds one product at all positions. */
  private static void addProduct(float[] sums, float weight, float[] inputs, int tap) {
    // Pruned networks have many zeros.
    if (weight != 0) {
      int at = tap * sums.length;
      for (int p = 0; p < sums.length; p++) {
        sums[p] += weight * inputs[at + p];
      }
    }
  }

  private List<PredictorTally> all() {
    List<PredictorTally> all = new ArrayList<>(parts);
    all.addAll(coarse);
    return all;
  }

  List<PredictorBounds> results() {
    return all().stream().map(PredictorTally::result).toList();
  }
}
