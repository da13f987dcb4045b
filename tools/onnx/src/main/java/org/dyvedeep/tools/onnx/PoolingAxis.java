package org.dyvedeep.tools.onnx;

import org.dyvedeep.engine.op.Window;

/**
 * How windows lie along one axis. ONNX's own rounding up is not Caffe's, so that the padding behind
 * the axis is always chosen to give Caffe's number of windows when rounding down.
 *
 * @param extent elements along the axis
 * @param window the kernel and its steps
 * @param count how many windows there are
 */
record PoolingAxis(int extent, Window window, int count) {
  /** Elements before the axis. */
  long before() {
    return window.pad();
  }

  /** Elements behind the axis, so that the last window that sees the input is whole. */
  long behind() {
    long end = (inside() - 1L) * window.stride() + window.kernel() - window.pad();
    return Math.max(0, end - extent);
  }

  /**
   * How many windows have an element of the input; where steps are wide, the last may have none.
   */
  int inside() {
    return (int) Math.min(count, (extent - 1L + window.pad()) / window.stride() + 1);
  }

  /** How many windows lie beyond the input: ONNX has none of these. */
  int beyond() {
    return count - inside();
  }

  /** How much of a window Caffe counts: padding of the given width on both sides included. */
  long counted(int index) {
    long start = (long) index * window.stride() - window.pad();
    return Math.min(start + window.kernel(), (long) extent + window.pad()) - start;
  }

  /** Whether Caffe counts all of each window. */
  boolean whole() {
    return counted(count - 1) == window.kernel();
  }
}
