package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Pooling.Method;

/**
 * What pooling takes from one window of one plane of an array. A window begins at a row and a
 * column that may lie in the padding. Sums are floats in row-major order, as in Caffe's own loops.
 */
final class PoolingWindow {
  private PoolingWindow() {}

  /**
   * The result for the window of {@code rows x columns} elements that begins at (top, left).
   *
   * @param plane where the plane of {@code height x width} elements begins in x
   */
  static float value(
      Method method,
      float[] x,
      int plane,
      int height,
      int width,
      int top,
      int rows,
      int padRows,
      int left,
      int columns,
      int padColumns) {
    int fromRow = Math.max(top, 0);
    int toRow = (int) Math.min((long) top + rows, height);
    int from = Math.max(left, 0);
    int to = (int) Math.min((long) left + columns, width);
    return switch (method) {
      case MAX -> max(x, plane, width, fromRow, toRow, from, to);
      case AVE ->
          sum(x, plane, width, fromRow, toRow, from, to)
              / (span(top, rows, (long) height + padRows)
                  * span(left, columns, (long) width + padColumns));
      case STOCHASTIC -> expectation(x, plane, width, fromRow, toRow, from, to);
    };
  }

  /** How much of a window lies inside the padded input; Caffe's AVE divides by the product. */
  private static float span(int start, int kernel, long end) {
    return Math.min((long) start + kernel, end) - start;
  }

  /**
   * The greatest element. An empty window (a stride beyond the kernel) has Caffe's lowest float,
   * and so has a window of nothing but NaN, which loses every comparison there.
   */
  private static float max(
      float[] x, int plane, int width, int top, int bottom, int left, int right) {
    float max = -Float.MAX_VALUE;
    for (int row = top; row < bottom; row++) {
      int end = plane + row * width + right;
      for (int i = plane + row * width + left; i < end; i++) {
        // Without a branch, which would be mispredicted; but NaN wins here.
        max = Math.max(max, x[i]);
      }
    }
    return Float.isNaN(max) ? maxOfNumbers(x, plane, width, top, bottom, left, right) : max;
  }

  private static float maxOfNumbers(
      float[] x, int plane, int width, int top, int bottom, int left, int right) {
    float max = -Float.MAX_VALUE;
    for (int row = top; row < bottom; row++) {
      for (int i = plane + row * width + left; i < plane + row * width + right; i++) {
        max = x[i] > max ? x[i] : max;
      }
    }
    return max;
  }

  /** Where in its plane the first of the window's greatest elements stands; -1 for none. */
  static int position(
      float[] x, int plane, int height, int width, int top, int rows, int left, int columns) {
    int toRow = (int) Math.min((long) top + rows, height);
    int to = (int) Math.min((long) left + columns, width);
    float max = -Float.MAX_VALUE;
    int position = -1;
    for (int row = Math.max(top, 0); row < toRow; row++) {
      for (int i = row * width + Math.max(left, 0); i < row * width + to; i++) {
        if (x[plane + i] > max) {
          max = x[plane + i];
          position = i;
        }
      }
    }
    return position;
  }

  private static float sum(
      float[] x, int plane, int width, int top, int bottom, int left, int right) {
    float sum = 0;
    for (int row = top; row < bottom; row++) {
      int end = plane + row * width + right;
      for (int i = plane + row * width + left; i < end; i++) {
        sum += x[i];
      }
    }
    return sum;
  }

  /** Each element weighted by itself; the smallest normal float keeps a sum of 0 from dividing. */
  private static float expectation(
      float[] x, int plane, int width, int top, int bottom, int left, int right) {
    float sum = Float.MIN_NORMAL;
    float squares = 0;
    for (int row = top; row < bottom; row++) {
      int end = plane + row * width + right;
      for (int i = plane + row * width + left; i < end; i++) {
        sum += x[i];
        squares += x[i] * x[i];
      }
    }
    return squares / sum;
  }
}
