package org.dyvedeep.tools.parity;

/**
 * How far a blob is from the reference's, over any number of runs: the worst run counts, so that a
 * run of large values does not hide a bad one of small values.
 */
public final class BlobDifference {
  private double maxErrorOverMax;
  private double relativeL2;
  private double cosine = 1;

  /**
   * Takes in one run.
   *
   * @throws IllegalArgumentException if the numbers of elements differ
   */
  public void add(float[] expected, float[] found) {
    if (expected.length != found.length) {
      throw new IllegalArgumentException(expected.length + " and " + found.length + " elements");
    }
    double error = 0;
    double largest = 0;
    double errorSquares = 0;
    double squares = 0;
    double foundSquares = 0;
    double product = 0;
    for (int i = 0; i < expected.length; i++) {
      // Equal infinities, and NaN on both sides, are no difference; Float.compare knows both.
      if (Float.compare(expected[i], found[i]) == 0 && !Float.isFinite(found[i])) {
        continue;
      }
      double difference = Math.abs((double) expected[i] - found[i]);
      // A NaN or an infinity on one side only must not get lost in a comparison.
      difference = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
      error = Math.max(error, difference);
      largest = Math.max(largest, Math.abs(expected[i]));
      errorSquares += difference * difference;
      squares += (double) expected[i] * expected[i];
      foundSquares += (double) found[i] * found[i];
      product += (double) expected[i] * found[i];
    }
    maxErrorOverMax = Math.max(maxErrorOverMax, ratio(error, largest));
    relativeL2 = Math.max(relativeL2, ratio(Math.sqrt(errorSquares), Math.sqrt(squares)));
    double lengths = Math.sqrt(squares) * Math.sqrt(foundSquares);
    cosine = Math.min(cosine, lengths > 0 ? product / lengths : errorSquares > 0 ? 0 : 1);
  }

  /** Of a blob of zeros, any error is infinitely large. */
  private static double ratio(double error, double reference) {
    if (error == 0) {
      return 0;
    }
    double ratio = error / reference;
    return Double.isFinite(ratio) ? ratio : Double.MAX_VALUE;
  }

  /** The worst of the runs so far, under a name. */
  public BlobParity result(String name) {
    return new BlobParity(name, maxErrorOverMax, relativeL2, cosine);
  }
}
