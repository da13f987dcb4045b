package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.DOUBLES;

import jdk.incubator.vector.DoubleVector;

/**
 * Sums of products side by side, in registers for four vectors of lanes at a time. C2 leaves the
 * loop scalar: it cannot tell that sums are not among the inputs.
 */
final class VectorProducts {
  private static final int LANES = DOUBLES.length();

  private VectorProducts() {}

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
    int lane = 0;
    for (; lane <= lanes - 4 * LANES; lane += 4 * LANES) {
      add4(x, stride, lane, w, wo, order, from, to, sums);
    }
    for (; lane <= lanes - LANES; lane += LANES) {
      add1(x, stride, lane, w, wo, order, from, to, sums);
    }
    for (; lane < lanes; lane++) {
      double sum = sums[lane];
      for (int j = from; j < to; j++) {
        sum += x[order[j] * stride + lane] * w[wo + order[j]];
      }
      sums[lane] = sum;
    }
  }

  private static void add4(
      double[] x,
      int stride,
      int lane,
      float[] w,
      int wo,
      int[] order,
      int from,
      int to,
      double[] sums) {
    DoubleVector a = DoubleVector.fromArray(DOUBLES, sums, lane);
    DoubleVector b = DoubleVector.fromArray(DOUBLES, sums, lane + LANES);
    DoubleVector c = DoubleVector.fromArray(DOUBLES, sums, lane + 2 * LANES);
    DoubleVector d = DoubleVector.fromArray(DOUBLES, sums, lane + 3 * LANES);
    for (int j = from; j < to; j++) {
      int row = order[j] * stride + lane;
      DoubleVector weight = DoubleVector.broadcast(DOUBLES, w[wo + order[j]]);
      a = a.add(DoubleVector.fromArray(DOUBLES, x, row).mul(weight));
      b = b.add(DoubleVector.fromArray(DOUBLES, x, row + LANES).mul(weight));
      c = c.add(DoubleVector.fromArray(DOUBLES, x, row + 2 * LANES).mul(weight));
      d = d.add(DoubleVector.fromArray(DOUBLES, x, row + 3 * LANES).mul(weight));
    }
    a.intoArray(sums, lane);
    b.intoArray(sums, lane + LANES);
    c.intoArray(sums, lane + 2 * LANES);
    d.intoArray(sums, lane + 3 * LANES);
  }

  private static void add1(
      double[] x,
      int stride,
      int lane,
      float[] w,
      int wo,
      int[] order,
      int from,
      int to,
      double[] sums) {
    DoubleVector sum = DoubleVector.fromArray(DOUBLES, sums, lane);
    for (int j = from; j < to; j++) {
      DoubleVector weight = DoubleVector.broadcast(DOUBLES, w[wo + order[j]]);
      sum = sum.add(DoubleVector.fromArray(DOUBLES, x, order[j] * stride + lane).mul(weight));
    }
    sum.intoArray(sums, lane);
  }
}
