package org.dyvedeep.tools.report;

import java.util.Arrays;

/**
 * Median, 90th percentile and minimum of a series, such as times in milliseconds.
 *
 * @param median the middle value, or the mean of the two middle ones
 * @param p90 the smallest value that at least 90% of the values do not exceed (nearest rank)
 * @param min the smallest value
 */
public record Quantiles(double median, double p90, double min) {

  /**
   * Computes the quantiles of a series.
   *
   * @param values at least one, in any order; not changed
   * @throws IllegalArgumentException if there are none
   */
  public static Quantiles of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("quantiles of no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    int rank = (int) ((9L * n + 9) / 10);
    return new Quantiles(median, sorted[rank - 1], sorted[0]);
  }
}
