package org.dyvedeep.knobs.run;

import org.dyvedeep.engine.kernel.Kernels;

/**
 * Inner loops beside {@link Kernels#addProducts}: sums of products for some lanes of a block, and
 * one product for all of them. Each lane's sum takes its products in the order asked for.
 */
final class TapSums {
  private TapSums() {}

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
