package org.dyvedeep.tools.report;

/** The best classes of one image. */
public final class TopK {
  private TopK() {}

  /**
   * The indices of the k largest scores, best first; of equal scores the lower index comes first,
   * and NaN comes last.
   *
   * @param scores the network's scores or probabilities
   * @param offset where in {@code scores} the image's classes begin
   * @param classes number of classes
   * @param k how many; no more than {@code classes} are given
   */
  public static int[] of(float[] scores, int offset, int classes, int k) {
    if (k < 0 || classes < 0 || offset < 0 || offset + classes > scores.length) {
      throw new IllegalArgumentException(
          "top %d of %d classes at %d of %d scores".formatted(k, classes, offset, scores.length));
    }
    int[] best = new int[Math.min(k, classes)];
    int filled = 0;
    for (int i = 0; i < classes; i++) {
      int place = filled;
      while (place > 0 && better(scores[offset + i], scores[offset + best[place - 1]])) {
        place--;
      }
      if (place < best.length) {
        int last = Math.min(filled, best.length - 1);
        System.arraycopy(best, place, best, place + 1, last - place);
        best[place] = i;
        filled = last + 1;
      }
    }
    return best;
  }

  private static boolean better(float candidate, float holder) {
    return candidate > holder || (Float.isNaN(holder) && !Float.isNaN(candidate));
  }
}
