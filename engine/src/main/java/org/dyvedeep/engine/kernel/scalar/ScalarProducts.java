package org.dyvedeep.engine.kernel.scalar;

/** Sums of products side by side, four rows at a time. */
final class ScalarProducts {
  private ScalarProducts() {}

  static void add(
      double[] x,
      int stride,
      int lanes,
      float[] w,
      int wo,
      int[] order,
      int from,
      int to,
      double[] sums) {
    int j = from;
    for (; j + 3 < to; j += 4) {
      int a = order[j];
      int b = order[j + 1];
      int c = order[j + 2];
      int d = order[j + 3];
      add4(
          x,
          a * stride,
          w[wo + a],
          b * stride,
          w[wo + b],
          c * stride,
          w[wo + c],
          d * stride,
          w[wo + d],
          lanes,
          sums);
    }
    for (; j < to; j++) {
      add1(x, order[j] * stride, w[wo + order[j]], lanes, sums);
    }
  }

  private static void add4(
      double[] x,
      int a,
      double wa,
      int b,
      double wb,
      int c,
      double wc,
      int d,
      double wd,
      int lanes,
      double[] sums) {
    for (int i = 0; i < lanes; i++) {
      double sum = sums[i] + x[a + i] * wa;
      sum = sum + x[b + i] * wb;
      sum = sum + x[c + i] * wc;
      sums[i] = sum + x[d + i] * wd;
    }
  }

  private static void add1(double[] x, int row, double weight, int lanes, double[] sums) {
    for (int i = 0; i < lanes; i++) {
      sums[i] += x[row + i] * weight;
    }
  }
}
