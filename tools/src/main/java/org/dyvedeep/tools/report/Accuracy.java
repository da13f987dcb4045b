package org.dyvedeep.tools.report;

/**
 * Counts top-1 and top-5 hits with the tie rule of Caffe's AccuracyLayer: a label is among the best
 * k if fewer than k OTHER classes score at least as much, so a tie counts against the label. A
 * label that scores NaN is never a hit (Caffe would count it as one).
 */
public final class Accuracy {
  private long images;
  private long top1;
  private long top5;

  /**
   * Counts one image.
   *
   * @param scores the network's scores or probabilities
   * @param offset where in {@code scores} the image's classes begin
   * @param classes number of classes
   * @param label the right class
   * @return whether the label scored best
   * @throws IllegalArgumentException if the label is not one of the classes
   */
  public boolean add(float[] scores, int offset, int classes, int label) {
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "label %d of image %d is not one of the network's %d classes; are data and model of one task?"
              .formatted(label, images, classes));
    }
    float own = scores[offset + label];
    int others = -1;
    for (int i = 0; i < classes; i++) {
      if (scores[offset + i] >= own) {
        others++;
      }
    }
    boolean best = others < 1 && !Float.isNaN(own);
    images++;
    top1 += best ? 1 : 0;
    top5 += others < 5 && !Float.isNaN(own) ? 1 : 0;
    return best;
  }

  /** Counts one image of which it is known whether it is a hit. */
  public void add(boolean best, boolean amongFive) {
    images++;
    top1 += best ? 1 : 0;
    top5 += amongFive ? 1 : 0;
  }

  /** Counts what another counter has counted. */
  public void add(Accuracy other) {
    images += other.images;
    top1 += other.top1;
    top5 += other.top5;
  }

  /** Images counted. */
  public long images() {
    return images;
  }

  /** Images whose label scored best. */
  public long top1Hits() {
    return top1;
  }

  /** Images whose label was among the best five. */
  public long top5Hits() {
    return top5;
  }

  /** Top-1 accuracy in percent, 0 to 100; NaN before the first image. */
  public double top1Percent() {
    return 100.0 * top1 / images;
  }

  /** Top-5 accuracy in percent, 0 to 100; NaN before the first image. */
  public double top5Percent() {
    return 100.0 * top5 / images;
  }
}
