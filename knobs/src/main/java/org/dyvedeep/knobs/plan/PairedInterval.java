package org.dyvedeep.knobs.plan;

/**
 * The score interval for a difference of paired proportions (T. Tango, "Equivalence test and
 * confidence interval for the difference in proportions for the paired-sample design", Statistics
 * in Medicine 17, 1998, section 4). Only images on which exactly one of the two is right tell
 * anything. Unlike the usual normal interval, it holds for few such images, or none.
 */
final class PairedInterval {
  /** The 97.5% quantile of the standard normal distribution. */
  private static final double Z = 1.959963984540054;

  /** Halvings of an interval of length 1, until it is as narrow as doubles are close. */
  private static final int HALVINGS = 60;

  private final double n;
  private final double onlyDense;
  private final double onlyDynamic;

  private PairedInterval(long images, long onlyDense, long onlyDynamic) {
    this.n = images;
    this.onlyDense = onlyDense;
    this.onlyDynamic = onlyDynamic;
  }

  /** The loss in percentage points and its 95% confidence interval. */
  static Loss of(long images, long onlyDense, long onlyDynamic) {
    PairedInterval interval = new PairedInterval(images, onlyDense, onlyDynamic);
    double difference = (double) (onlyDense - onlyDynamic) / images;
    return new Loss(
        100 * difference,
        100 * interval.whereScoreIs(Z, -1, difference),
        100 * interval.whereScoreIs(-Z, difference, 1));
  }

  /** The score falls from one end to the other. */
  private double whereScoreIs(double value, double from, double to) {
    double low = from;
    double high = to;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (score(middle) > value) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** How many standard deviations the counts lie above what a true difference would give. */
  private double score(double difference) {
    double above = onlyDense - onlyDynamic - n * difference;
    if (above == 0) {
      return 0;
    }
    double variance = n * (2 * rareShare(difference) + difference * (1 - difference));
    return above / Math.sqrt(Math.max(0, variance));
  }

  /** Most likely share of images that only the dynamic network has right, given the difference. */
  private double rareShare(double difference) {
    double b = -onlyDense - onlyDynamic + (2 * n - onlyDense + onlyDynamic) * difference;
    double c = -onlyDynamic * difference * (1 - difference);
    return (Math.sqrt(Math.max(0, b * b - 8 * n * c)) - b) / (4 * n);
  }
}
