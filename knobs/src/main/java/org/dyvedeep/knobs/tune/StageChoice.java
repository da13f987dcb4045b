package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Where a layer's stages of SPET check, and in which order products come. */
final class StageChoice {
  /** Fully-connected layers have thousands of outputs, and plans are files that people read. */
  private static final int MOST_THRESHOLDS = 12_500;

  /** Outputs that choices are tried on. */
  private static final int TRIED_OUTPUTS = 64;

  private final LayerSamples samples;
  private final double[] fractions;
  private final int[] checks;

  private StageChoice(LayerSamples samples, double[] fractions, int[] checks) {
    this.samples = samples;
    this.fractions = fractions;
    this.checks = checks;
  }

  /** The samples, with the best order of products. */
  LayerSamples samples() {
    return samples;
  }

  /** After which part of the products the stages check. */
  double[] fractions() {
    return fractions;
  }

  /** After how many. */
  int[] checks() {
    return checks;
  }

  /** Tells what settings of some outputs cost. */
  @FunctionalInterface
  interface Trial {
    /** For each set of checks, what it costs with samples. */
    double[] costs(LayerSamples samples, List<int[]> sets, int[] outputs);
  }

  /**
   * The best choice.
   *
   * @param importances weights of input features that products may be sorted by
   * @param fractionSets where stages may check
   */
  static Optional<StageChoice> best(
      LayerSamples samples, List<float[]> importances, List<double[]> fractionSets, Trial trial) {
    List<double[]> sets = usable(samples.shape(), fractionSets);
    List<int[]> checks = sets.stream().map(set -> checks(samples.shape(), set)).toList();
    if (sets.isEmpty()) {
      return Optional.empty();
    }
    int[] outputs = someOutputs(samples.shape().outputs());
    StageChoice best = null;
    double least = Double.POSITIVE_INFINITY;
    for (float[] importance : importances) {
      LayerSamples ordered = samples.withImportance(importance);
      double[] costs = trial.costs(ordered, checks, outputs);
      for (int set = 0; set < costs.length; set++) {
        if (costs[set] < least) {
          least = costs[set];
          best = new StageChoice(ordered, sets.get(set), checks.get(set));
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static int[] someOutputs(int outputs) {
    int step = Math.max(1, outputs / TRIED_OUTPUTS);
    return IntStream.range(0, outputs).filter(o -> o % step == 0).toArray();
  }

  /** Layers of few products have room for few stages. */
  private static List<double[]> usable(LayerShape shape, List<double[]> fractionSets) {
    List<double[]> usable = new ArrayList<>();
    for (double[] set : fractionSets) {
      int taps = shape.taps();
      double[] within = DoubleStream.of(set).filter(f -> Math.ceil(f * taps) < taps).toArray();
      int[] checks = checks(shape, within);
      boolean rising = checks.length > 0;
      for (int i = 1; i < checks.length; i++) {
        rising &= checks[i] > checks[i - 1];
      }
      boolean many = !usable.isEmpty() && checks.length * shape.outputs() > MOST_THRESHOLDS;
      if (rising && !many) {
        usable.add(within);
      }
    }
    return usable;
  }

  private static int[] checks(LayerShape shape, double[] fractions) {
    return DoubleStream.of(fractions).mapToInt(f -> (int) Math.ceil(f * shape.taps())).toArray();
  }
}
