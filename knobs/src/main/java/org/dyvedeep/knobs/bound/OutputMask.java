package org.dyvedeep.knobs.bound;

/**
 * Says of each output of a rectangle of positions, in all features, whether it is meant. A view of
 * an array that others may write.
 */
final class OutputMask {
  private final boolean[] set;
  private final int start;
  private final int stride;
  private final int height;
  private final int width;

  /**
   * Views an array.
   *
   * @param start where the first feature begins
   * @param stride from one feature to the next
   * @param height rows
   * @param width columns; a row begins where the one before it ends
   */
  OutputMask(boolean[] set, int start, int stride, int height, int width) {
    this.set = set;
    this.start = start;
    this.stride = stride;
    this.height = height;
    this.width = width;
  }

  /** All positions of all features, feature by feature. */
  static OutputMask of(boolean[] set, int height, int width) {
    return new OutputMask(set, 0, height * width, height, width);
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  boolean get(int feature, int row, int column) {
    return set[start + feature * stride + row * width + column];
  }
}
