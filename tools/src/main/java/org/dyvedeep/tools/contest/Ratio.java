package org.dyvedeep.tools.contest;

import java.util.Arrays;

/**
 * How many times as fast as another one a contestant is: the ratio of the two medians of a round,
 * so that a machine that slows down slows both, over all rounds. The only definition of a speed-up
 * in this project.
 *
 * @param median over the rounds
 * @param low a tenth of the rounds are at or below this
 * @param high a tenth of the rounds are at or above this
 */
public record Ratio(double median, double low, double high) {
  private static final int TENTH = 10;

  /**
   * The ratio of rounds.
   *
   * @param ratios at least one, in any order
   */
  static Ratio of(double... ratios) {
    double[] sorted = ratios.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    int outer = (n - 1) / TENTH;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    return new Ratio(median, sorted[outer], sorted[n - 1 - outer]);
  }
}
