package org.dyvedeep.tools.parity;

/**
 * How close two programs' scores of the same network and input are.
 *
 * @param maxErrorOverMax greatest absolute difference over the greatest absolute reference value
 * @param sameTop1 whether every item has the same best class, or two that tie
 */
public record Closeness(double maxErrorOverMax, boolean sameTop1) {
  /**
   * Compares scores.
   *
   * @param expected the reference, one row of scores an item
   * @param found as many scores
   * @param classes scores of one item
   */
  public static Closeness of(float[] expected, float[] found, int classes) {
    BlobDifference difference = new BlobDifference();
    difference.add(expected, found);
    RankAgreement ranks = new RankAgreement();
    ranks.add(expected, found, classes);
    return new Closeness(difference.result("").maxErrorOverMax(), ranks.agrees());
  }
}
