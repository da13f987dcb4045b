package org.dyvedeep.knobs.tune;

import java.util.Arrays;

/**
 * Fits the thresholds of SPET's stages for one output: those that minimise operations plus price
 * times loss over sampled units (neurons, or groups of positions that stop together).
 *
 * <p>A threshold at a time, the last stage first: the units that come to it are sorted by their
 * partial sum, and the threshold goes where stopping all units below it gains most. Twice over, for
 * which units come to a stage depends on the stages before it.
 */
final class StageFit {
  private static final int SWEEPS = 2;

  private final float[][] sums;
  private final float[] losses;
  private final float[][] costs;
  private final int[][] sorted;

  /**
   * Prepares the fit.
   *
   * @param sums the sum of each unit at each stage
   * @param sorted the units by ascending sum at each stage
   * @param losses what is lost if a unit is stopped
   * @param costs operations of each unit if it is stopped at each stage, and, last, if it is not
   */
  StageFit(float[][] sums, int[][] sorted, float[] losses, float[][] costs) {
    this.sums = sums;
    this.sorted = sorted;
    this.losses = losses;
    this.costs = costs;
  }

  /** The best thresholds at a price of loss in operations. */
  float[] thresholds(double price) {
    float[] thresholds = new float[sums.length];
    Arrays.fill(thresholds, Thresholds.NEVER);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int s = sums.length - 1; s >= 0; s--) {
        thresholds[s] = best(s, thresholds, price);
      }
    }
    return thresholds;
  }

  private float best(int stage, float[] thresholds, double price) {
    float[] gains = new float[losses.length];
    for (int unit = 0; unit < gains.length; unit++) {
      if (comesTo(unit, stage, thresholds)) {
        gains[unit] = (float) gain(unit, stage, thresholds, price);
      }
    }
    return Thresholds.below(sums[stage], sorted[stage], gains);
  }

  private boolean comesTo(int unit, int stage, float[] thresholds) {
    for (int s = 0; s < stage; s++) {
      if (sums[s][unit] < thresholds[s]) {
        return false;
      }
    }
    return true;
  }

  /** What stopping a unit gains over letting it go on to the later stages. */
  private double gain(int unit, int stage, float[] thresholds, double price) {
    int end = stop(unit, stage + 1, thresholds);
    double lost = end < sums.length ? 0 : losses[unit];
    return costs[end][unit] - costs[stage][unit] - price * lost;
  }

  /** The stage from the given one on where a unit stops; the number of stages if it does not. */
  int stop(int unit, int from, float[] thresholds) {
    int s = from;
    while (s < sums.length && !(sums[s][unit] < thresholds[s])) {
      s++;
    }
    return s;
  }
}
