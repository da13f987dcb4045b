package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.dyvedeep.engine.kernel.layout.CacheLines;

/**
 * Dot products of rows of weights with rows of x. A range of rows is cut into halves, which are
 * read side by side, each from its first row to its last: two long streams from memory were faster
 * than one, and than four or eight.
 *
 * <p>A row's sum is added up in the same order whatever range it is computed in.
 */
final class VectorDots {
  /** Where vectors that do not straddle cache lines begin, in rows of whole lines. */
  private static final int ALIGNED = CacheLines.FIRST % LANES;

  /** The lanes of a row's first vector that lie before {@link #ALIGNED}. */
  private static final VectorMask<Float> HEAD = VectorMask.fromLong(FLOATS, (1L << ALIGNED) - 1);

  private static final VectorMask<Float> NOT_HEAD = HEAD.not();

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
    int half = (toOutput - fromOutput + 1) / 2;
    for (int o = fromOutput; o < fromOutput + half; o++) {
      // Where the halves are not equal, the last row is computed again, with the same result.
      int other = Math.min(o + half, toOutput - 1);
      for (int i = 0; i < batch; i++) {
        dots2(w, k, o, other, x, xo + i * k, y, yo + i * yStride);
      }
    }
  }

  /** The first product that fills an aligned vector; rows of broken lines are not aligned. */
  private static int start(int k) {
    return k % CacheLines.LINE == 0 ? ALIGNED : 0;
  }

  /** The products of two rows, in two sums each. */
  private static void dots2(
      float[] w, int k, int o0, int o1, float[] x, int xo, float[] y, int yo) {
    int w0 = o0 * k;
    int w1 = o1 * k;
    int start = start(k);
    int end = start + FLOATS.loopBound(k - start);
    int pairs = start + (k - start) / (2 * LANES) * (2 * LANES);
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = s0;
    FloatVector t0 = s0;
    FloatVector t1 = s0;
    if (start > 0) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xo).blend(0f, NOT_HEAD);
      s0 = v.mul(FloatVector.fromArray(FLOATS, w, w0));
      s1 = v.mul(FloatVector.fromArray(FLOATS, w, w1));
    }
    for (int i = start; i < pairs; i += 2 * LANES) {
      FloatVector u = FloatVector.fromArray(FLOATS, x, xo + i);
      FloatVector v = FloatVector.fromArray(FLOATS, x, xo + i + LANES);
      s0 = u.fma(FloatVector.fromArray(FLOATS, w, w0 + i), s0);
      s1 = u.fma(FloatVector.fromArray(FLOATS, w, w1 + i), s1);
      t0 = v.fma(FloatVector.fromArray(FLOATS, w, w0 + i + LANES), t0);
      t1 = v.fma(FloatVector.fromArray(FLOATS, w, w1 + i + LANES), t1);
    }
    if (pairs < end) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xo + pairs);
      s0 = v.fma(FloatVector.fromArray(FLOATS, w, w0 + pairs), s0);
      s1 = v.fma(FloatVector.fromArray(FLOATS, w, w1 + pairs), s1);
    }
    s0 = s0.add(t0);
    s1 = s1.add(t1);
    if (start > 0) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xo + k - LANES).blend(0f, HEAD);
      s0 = v.fma(FloatVector.fromArray(FLOATS, w, w0 + k - LANES), s0);
      s1 = v.fma(FloatVector.fromArray(FLOATS, w, w1 + k - LANES), s1);
      end = k;
    }
    y[yo + o0] = LaneSum.of(s0) + rest(w, w0, x, xo, end, k);
    y[yo + o1] = LaneSum.of(s1) + rest(w, w1, x, xo, end, k);
  }

  /** The sum of the products that do not fill a vector. */
  private static float rest(float[] w, int wo, float[] x, int xo, int from, int to) {
    float sum = 0;
    for (int i = from; i < to; i++) {
      sum += w[wo + i] * x[xo + i];
    }
    return sum;
  }
}
