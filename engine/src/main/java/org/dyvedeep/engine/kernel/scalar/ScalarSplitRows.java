package org.dyvedeep.engine.kernel.scalar;

/** Sums of scaled rows of bytes and shorts, in the order of the vector kernels. */
final class ScalarSplitRows {
  private static final int ROWS = 8;

  private ScalarSplitRows() {}

  static void add(
      byte[] w,
      int wo,
      int stride,
      int[] which,
      float[] factors,
      int rowCount,
      float[] y,
      int yo,
      int count) {
    for (int j = 0; j < rowCount; j += ROWS) {
      for (int i = 0; i < count; i++) {
        float sum = 0;
        for (int r = j; r < j + ROWS; r++) {
          sum += factors[r] * w[wo + which[r] * stride + i];
        }
        y[yo + i] += sum;
      }
    }
  }

  static void add(
      short[] w,
      int wo,
      int stride,
      int[] which,
      float[] factors,
      int rowCount,
      float[] y,
      int yo,
      int count) {
    for (int j = 0; j < rowCount; j += ROWS) {
      for (int i = 0; i < count; i++) {
        float sum = 0;
        for (int r = j; r < j + ROWS; r++) {
          sum += factors[r] * w[wo + which[r] * stride + i];
        }
        y[yo + i] += sum;
      }
    }
  }

  static void dots(
      byte[] w, int wo, int k, int[] rows, int from, int to, float[] x, int xo, float[] y, int yo) {
    for (int j = from; j < to; j++) {
      int row = wo + rows[j] * k;
      float sum = 0;
      for (int i = 0; i < k; i++) {
        sum += w[row + i] * x[xo + i];
      }
      y[yo + rows[j]] = sum;
    }
  }

  static void dots(
      short[] w,
      int wo,
      int k,
      int[] rows,
      int from,
      int to,
      float[] x,
      int xo,
      float[] y,
      int yo) {
    for (int j = from; j < to; j++) {
      int row = wo + rows[j] * k;
      float sum = 0;
      for (int i = 0; i < k; i++) {
        sum += w[row + i] * x[xo + i];
      }
      y[yo + rows[j]] = sum;
    }
  }
}
