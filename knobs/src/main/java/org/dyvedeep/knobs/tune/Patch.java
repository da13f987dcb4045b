package org.dyvedeep.knobs.tune;

/** A rectangle of output positions of one picture, with what the layer reads there. */
final class Patch {
  private final int start;
  private final int top;
  private final int left;
  private final int height;
  private final int width;
  private final float[][] columns;

  Patch(int start, int top, int left, int height, int width, float[][] columns) {
    this.start = start;
    this.top = top;
    this.left = left;
    this.height = height;
    this.width = width;
    this.columns = columns;
  }

  /** The index of its first position among all sampled positions of the layer. */
  int start() {
    return start;
  }

  /** Its first row in the output map. */
  int top() {
    return top;
  }

  /** Its first column. */
  int left() {
    return left;
  }

  /** Rows. */
  int height() {
    return height;
  }

  /** Columns. */
  int width() {
    return width;
  }

  /** For each group, the inputs of each tap at each position: taps x positions. */
  float[][] columns() {
    return columns;
  }

  int positions() {
    return height * width;
  }

  /** The same place with other inputs. */
  Patch with(float[][] others) {
    return new Patch(start, top, left, height, width, others);
  }
}
