package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.BYTES;
import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Sums of scaled rows of bytes, eight at a time as in {@link VectorRowSums}. {@link
 * VectorShortRows} has the same loop: a form common to both would load vectors through an
 * interface, which C2 does not always inline.
 */
final class VectorByteRows {
  private static final int ROWS = 8;

  private VectorByteRows() {}

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
      add8(w, wo, stride, which, factors, j, y, yo, count);
    }
  }

  private static void add8(
      byte[] w,
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

  private static FloatVector floats(byte[] w, int from) {
    return (FloatVector)
        ByteVector.fromArray(BYTES, w, from).convertShape(VectorOperators.B2F, FLOATS, 0);
  }
}
