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
      for (int i = 0; i < batch; i++) {
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
}
