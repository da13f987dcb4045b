package org.dyvedeep.tools.contest;

import java.util.Arrays;

/**
 * A figure that each round of a contest gives anew. A speed-up is the ratio of the two medians of a
 * round, so that a machine that slows down slows both; this project has no other definition of one.
 *
 * @param median over the rounds
 * @param low a tenth of the rounds are at or below this
 * @param high a tenth of the rounds are at or above this
 */
public record Spread(double median, double low, double high) {
  private static final int TENTH = 10;

  /**
   * The figure over rounds.
   *
   * @param rounds at least one, in any order
   */
  static Spread of(double... rounds) {
    double[] sorted = rounds.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    int outer = (n - 1) / TENTH;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    return new Spread(median, sorted[outer], sorted[n - 1 - outer]);
  }
}
