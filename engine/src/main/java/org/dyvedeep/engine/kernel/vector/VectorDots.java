package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import org.dyvedeep.engine.kernel.layout.CacheLines;

/**
 * Dot products of rows of weights with rows of x. Four rows of weights at a time: enough
 * independent sums to hide the latency of an FMA, and each vector of x is read once for four of
 * weights.
 */
final class VectorDots {
  private static final int ROWS = 4;

  private VectorDots() {}

  static void run(
      float[] w,
      int k,
      float[] x,
      int xo,
      int batch,
      float[] y,
      int yo,
      int yStride,
      int fromOutput,
      int toOutput) {
    int o = fromOutput;
    for (; o <= toOutput - ROWS; o += ROWS) {
      int i = 0;
      if (Species.MANY_REGISTERS) {
        for (; i <= batch - ROWS; i += ROWS) {
          dots4x4(w, o * k, k, x, xo + i * k, y, yo + i * yStride + o, yStride);
        }
      }
      for (; i < batch; i++) {
        dots4(w, o * k, k, x, xo + i * k, y, yo + i * yStride + o);
      }
    }
    for (; o < toOutput; o++) {
      for (int i = 0; i < batch; i++) {
        y[yo + i * yStride + o] = dot(w, o * k, k, x, xo + i * k);
      }
    }
  }

  private static float dot(float[] w, int wo, int k, float[] x, int xo) {
    int end = FLOATS.loopBound(k);
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int i = 0; i < end; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xo + i);
      sum = v.fma(FloatVector.fromArray(FLOATS, w, wo + i), sum);
    }
    return LaneSum.of(sum) + tail(w, wo, x, xo, end, k);
  }

  /** The products that do not fill a vector. */
  private static float tail(float[] w, int wo, float[] x, int xo, int from, int to) {
    float sum = 0;
    for (int i = from; i < to; i++) {
      sum += w[wo + i] * x[xo + i];
    }
    return sum;
  }

  /** The products before and after those that fill vectors. */
  private static float ends(float[] w, int wo, float[] x, int xo, int start, int end, int count) {
    return tail(w, wo, x, xo, 0, start) + tail(w, wo, x, xo, end, count);
  }

  private static void dots4(float[] w, int w0, int k, float[] x, int xo, float[] y, int yo) {
    int w1 = w0 + k;
    int w2 = w1 + k;
    int w3 = w2 + k;
    int start = Math.min(k, Math.floorMod(CacheLines.FIRST - w0, CacheLines.LINE));
    int end = start + FLOATS.loopBound(k - start);
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int i = start; i < end; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xo + i);
      s0 = v.fma(FloatVector.fromArray(FLOATS, w, w0 + i), s0);
      s1 = v.fma(FloatVector.fromArray(FLOATS, w, w1 + i), s1);
      s2 = v.fma(FloatVector.fromArray(FLOATS, w, w2 + i), s2);
      s3 = v.fma(FloatVector.fromArray(FLOATS, w, w3 + i), s3);
    }
    y[yo] = LaneSum.of(s0) + ends(w, w0, x, xo, start, end, k);
    y[yo + 1] = LaneSum.of(s1) + ends(w, w1, x, xo, start, end, k);
    y[yo + 2] = LaneSum.of(s2) + ends(w, w2, x, xo, start, end, k);
    y[yo + 3] = LaneSum.of(s3) + ends(w, w3, x, xo, start, end, k);
  }

  /** Four rows of weights by four rows of x: 8 loads for 16 products. */
  private static void dots4x4(
      float[] w, int w0, int k, float[] x, int x0, float[] y, int yo, int yStride) {
    int end = FLOATS.loopBound(k);
    FloatVector zero = FloatVector.zero(FLOATS);
    FloatVector s00 = zero, s01 = zero, s02 = zero, s03 = zero;
    FloatVector s10 = zero, s11 = zero, s12 = zero, s13 = zero;
    FloatVector s20 = zero, s21 = zero, s22 = zero, s23 = zero;
    FloatVector s30 = zero, s31 = zero, s32 = zero, s33 = zero;
    for (int i = 0; i < end; i += LANES) {
      FloatVector a = FloatVector.fromArray(FLOATS, w, w0 + i);
      FloatVector b = FloatVector.fromArray(FLOATS, w, w0 + k + i);
      FloatVector c = FloatVector.fromArray(FLOATS, w, w0 + 2 * k + i);
      FloatVector d = FloatVector.fromArray(FLOATS, w, w0 + 3 * k + i);
      FloatVector v = FloatVector.fromArray(FLOATS, x, x0 + i);
      s00 = v.fma(a, s00);
      s01 = v.fma(b, s01);
      s02 = v.fma(c, s02);
      s03 = v.fma(d, s03);
      v = FloatVector.fromArray(FLOATS, x, x0 + k + i);
      s10 = v.fma(a, s10);
      s11 = v.fma(b, s11);
      s12 = v.fma(c, s12);
      s13 = v.fma(d, s13);
      v = FloatVector.fromArray(FLOATS, x, x0 + 2 * k + i);
      s20 = v.fma(a, s20);
      s21 = v.fma(b, s21);
      s22 = v.fma(c, s22);
      s23 = v.fma(d, s23);
      v = FloatVector.fromArray(FLOATS, x, x0 + 3 * k + i);
      s30 = v.fma(a, s30);
      s31 = v.fma(b, s31);
      s32 = v.fma(c, s32);
      s33 = v.fma(d, s33);
    }
    store(s00, s01, s02, s03, y, yo);
    store(s10, s11, s12, s13, y, yo + yStride);
    store(s20, s21, s22, s23, y, yo + 2 * yStride);
    store(s30, s31, s32, s33, y, yo + 3 * yStride);
    for (int i = 0; i < ROWS && end < k; i++) {
      for (int o = 0; o < ROWS; o++) {
        y[yo + i * yStride + o] += tail(w, w0 + o * k, x, x0 + i * k, end, k);
      }
    }
  }

  private static void store(
      FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3, float[] y, int yo) {
    y[yo] = LaneSum.of(s0);
    y[yo + 1] = LaneSum.of(s1);
    y[yo + 2] = LaneSum.of(s2);
    y[yo + 3] = LaneSum.of(s3);
  }
}
