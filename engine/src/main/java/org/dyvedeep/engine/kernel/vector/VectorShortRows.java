package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;
import static org.dyvedeep.engine.kernel.vector.Species.SHORTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Sums of scaled rows of shorts, eight at a time as in {@link VectorRowSums}, and their dot
 * products. {@link VectorByteRows} has the same loop: a form common to both would load vectors
 * through an interface, which C2 does not always inline.
 */
final class VectorShortRows {
  private static final int ROWS = 8;

  private VectorShortRows() {}

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
      add8(w, wo, stride, which, factors, j, y, yo, count);
    }
  }

  private static void add8(
      short[] w,
      int wo,
      int stride,
      int[] which,
      float[] factors,
      int j,
      float[] y,
      int yo,
      int count) {
    int a = wo + which[j] * stride, b = wo + which[j + 1] * stride, c = wo + which[j + 2] * stride;
    int d = wo + which[j + 3] * stride, e = wo + which[j + 4] * stride;
    int f = wo + which[j + 5] * stride, g = wo + which[j + 6] * stride;
    int h = wo + which[j + 7] * stride;
    FloatVector fa = FloatVector.broadcast(FLOATS, factors[j]);
    FloatVector fb = FloatVector.broadcast(FLOATS, factors[j + 1]);
    FloatVector fc = FloatVector.broadcast(FLOATS, factors[j + 2]);
    FloatVector fd = FloatVector.broadcast(FLOATS, factors[j + 3]);
    FloatVector fe = FloatVector.broadcast(FLOATS, factors[j + 4]);
    FloatVector ff = FloatVector.broadcast(FLOATS, factors[j + 5]);
    FloatVector fg = FloatVector.broadcast(FLOATS, factors[j + 6]);
    FloatVector fh = FloatVector.broadcast(FLOATS, factors[j + 7]);
    for (int i = 0; i < count; i += LANES) {
      FloatVector u = floats(w, a + i).mul(fa);
      FloatVector v = floats(w, b + i).mul(fb);
      u = floats(w, c + i).fma(fc, u);
      v = floats(w, d + i).fma(fd, v);
      u = floats(w, e + i).fma(fe, u);
      v = floats(w, f + i).fma(ff, v);
      u = floats(w, g + i).fma(fg, u);
      v = floats(w, h + i).fma(fh, v);
      FloatVector.fromArray(FLOATS, y, yo + i).add(u.add(v)).intoArray(y, yo + i);
    }
  }

  /** Four rows at a time, from each quarter of the list, so that x is read less often. */
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
    int quarter = (to - from + 3) / 4;
    int last = to - 1;
    for (int j = from; j < from + quarter; j++) {
      // Where the quarters are not equal, the last row is computed again, with the same result.
      int b = rows[Math.min(j + quarter, last)];
      int c = rows[Math.min(j + 2 * quarter, last)];
      int d = rows[Math.min(j + 3 * quarter, last)];
      dots4(w, wo, k, rows[j], b, c, d, x, xo, y, yo);
    }
  }

  private static void dots4(
      short[] w,
      int wo,
      int k,
      int row0,
      int row1,
      int row2,
      int row3,
      float[] x,
      int xo,
      float[] y,
      int yo) {
    int a = wo + row0 * k;
    int b = wo + row1 * k;
    int c = wo + row2 * k;
    int d = wo + row3 * k;
    FloatVector s0 = FloatVector.zero(FLOATS), s1 = s0, s2 = s0, s3 = s0;
    int whole = k / LANES * LANES;
    for (int i = 0; i < whole; i += LANES) {
      FloatVector u = FloatVector.fromArray(FLOATS, x, xo + i);
      s0 = floats(w, a + i).fma(u, s0);
      s1 = floats(w, b + i).fma(u, s1);
      s2 = floats(w, c + i).fma(u, s2);
      s3 = floats(w, d + i).fma(u, s3);
    }
    y[yo + row0] = LaneSum.of(s0) + rest(w, a, x, xo, whole, k);
    y[yo + row1] = LaneSum.of(s1) + rest(w, b, x, xo, whole, k);
    y[yo + row2] = LaneSum.of(s2) + rest(w, c, x, xo, whole, k);
    y[yo + row3] = LaneSum.of(s3) + rest(w, d, x, xo, whole, k);
  }

  /** The products that do not fill vectors. */
  private static float rest(short[] w, int wo, float[] x, int xo, int from, int to) {
    float sum = 0;
    for (int i = from; i < to; i++) {
      sum += w[wo + i] * x[xo + i];
    }
    return sum;
  }

  private static FloatVector floats(short[] w, int from) {
    return (FloatVector)
        ShortVector.fromArray(SHORTS, w, from).convertShape(VectorOperators.S2F, FLOATS, 0);
  }
}
