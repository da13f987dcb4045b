package org.dyvedeep.tools.report;

/**
 * Whether a network was right on one image.
 *
 * @param best whether the label scored best
 * @param amongFive whether it was among the best five
 */
public record Hit(boolean best, boolean amongFive) {
  /**
   * By the tie rule of {@link Accuracy}.
   *
   * @param scores the network's scores or probabilities
   * @param offset where in {@code scores} the image's classes begin
   * @param classes number of classes
   * @param label the right class
   * @throws IllegalArgumentException if the label is not one of the classes
   */
  public static Hit of(float[] scores, int offset, int classes, int label) {
    Accuracy one = new Accuracy();
    one.add(scores, offset, classes, label);
    return new Hit(one.top1Hits() > 0, one.top5Hits() > 0);
  }
}
