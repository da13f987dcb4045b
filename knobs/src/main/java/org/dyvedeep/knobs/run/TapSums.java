package org.dyvedeep.knobs.run;

/**
 * The inner loops: sums of products, side by side for all lanes of a block or for a few. Each
 * lane's sum takes its products in the order asked for.
 */
final class TapSums {
  private TapSums() {}

  /**
   * Adds products to the sums of all lanes.
   *
   * @param x a row of {@code stride} inputs for each product
   * @param w an output's weights from {@code first} on
   * @param order the order of the products, of which those from {@code from} to {@code to} are
   *     added
   */
  static void all(
      double[] x,
      int stride,
      int lanes,
      float[] w,
      int first,
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
      four(
          x,
          a * stride,
          w[first + a],
          b * stride,
          w[first + b],
          c * stride,
          w[first + c],
          d * stride,
          w[first + d],
          lanes,
          sums);
    }
    for (; j < to; j++) {
      one(x, order[j] * stride, w[first + order[j]], lanes, sums);
    }
  }

  private static void four(
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

  /** Adds one weight's products to the sums of all lanes. */
  static void one(double[] x, int row, double weight, int lanes, double[] sums) {
    for (int i = 0; i < lanes; i++) {
      sums[i] += x[row + i] * weight;
    }
  }

  /** Adds products to the sums of some lanes: the first {@code count} of a list. */
  static void some(
      double[] x,
      int stride,
      int[] lanes,
      int count,
      float[] w,
      int first,
      int[] order,
      int from,
      int to,
      double[] sums) {
    int i = 0;
    for (; i + 3 < count; i += 4) {
      fourLanes(x, stride, lanes, i, w, first, order, from, to, sums);
    }
    for (; i < count; i++) {
      int lane = lanes[i];
      double sum = sums[lane];
      for (int j = from; j < to; j++) {
        sum += x[order[j] * stride + lane] * w[first + order[j]];
      }
      sums[lane] = sum;
    }
  }

  private static void fourLanes(
      double[] x,
      int stride,
      int[] lanes,
      int i,
      float[] w,
      int first,
      int[] order,
      int from,
      int to,
      double[] sums) {
    int a = lanes[i];
    int b = lanes[i + 1];
    int c = lanes[i + 2];
    int d = lanes[i + 3];
    double sumA = sums[a];
    double sumB = sums[b];
    double sumC = sums[c];
    double sumD = sums[d];
    for (int j = from; j < to; j++) {
      int row = order[j] * stride;
      double weight = w[first + order[j]];
      sumA += x[row + a] * weight;
      sumB += x[row + b] * weight;
      sumC += x[row + c] * weight;
      sumD += x[row + d] * weight;
    }
    sums[a] = sumA;
    sums[b] = sumB;
    sums[c] = sumC;
    sums[d] = sumD;
  }
}
