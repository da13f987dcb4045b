package org.dyvedeep.knobs.tune;

import java.util.List;

/**
 * How a network with effort settings did on pictures, compared to the dense network.
 *
 * @param images how many
 * @param divergence mean Kullback-Leibler divergence of its class probabilities from the dense
 *     network's
 * @param onlyDense pictures that only the dense network got right
 * @param onlyDynamic pictures that only the dynamic network got right
 * @param expectedLoss the loss to be expected where labels are not known, in percentage points: the
 *     dense network's probability of its own decision less that of the dynamic network's decision
 * @param operations those carried out and added, ZIS left out, over the dense ones; on blocks, the
 *     part of operations or time that is expected to be left
 * @param operationsWithZis the same with ZIS; on blocks, as {@code operations}
 */
public record Outcome(
    int images,
    double divergence,
    int onlyDense,
    int onlyDynamic,
    double expectedLoss,
    double operations,
    double operationsWithZis) {
  private static final double LEAST_PROBABILITY = 1e-8;

  /** Compares class probabilities, a row a picture. */
  static Outcome of(
      float[][] dense,
      float[][] dynamic,
      List<Integer> labels,
      double operations,
      double operationsWithZis) {
    double divergence = 0;
    double expected = 0;
    int onlyDense = 0;
    int onlyDynamic = 0;
    for (int i = 0; i < dynamic.length; i++) {
      int before = greatest(dense[i]);
      int after = greatest(dynamic[i]);
      divergence += divergence(dense[i], dynamic[i]);
      expected += dense[i][before] - dense[i][after];
      int label = labels.get(i);
      onlyDense += before == label && after != label ? 1 : 0;
      onlyDynamic += before != label && after == label ? 1 : 0;
    }
    int images = dynamic.length;
    return new Outcome(
        images,
        divergence / images,
        onlyDense,
        onlyDynamic,
        100 * expected / images,
        operations,
        operationsWithZis);
  }

  private static double divergence(float[] p, float[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0) {
        sum += p[i] * Math.log(p[i] / Math.max(q[i], LEAST_PROBABILITY));
      }
    }
    return sum;
  }

  private static int greatest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  /** Top-1 accuracy lost, in percentage points. */
  public double points() {
    return 100.0 * (onlyDense - onlyDynamic) / images;
  }

  /** The standard error of {@link #points()}. */
  public double standardError() {
    return 100 * Math.sqrt(onlyDense + onlyDynamic) / images;
  }
}
