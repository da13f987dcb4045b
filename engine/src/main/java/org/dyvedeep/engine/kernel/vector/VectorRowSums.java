package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * Sums of scaled rows of weights. Eight rows at a time: y is read and written once for eight rows,
 * and as many streams keep the memory busy.
 */
final class VectorRowSums {
  private static final int ROWS = 8;

  private VectorRowSums() {}

  static void add(
      float[] w,
      int[] rows,
      int shift,
      float[] factors,
      int rowCount,
      float[] y,
      int yo,
      int count) {
    int j = 0;
    for (; j <= rowCount - ROWS; j += ROWS) {
      add8(w, rows, shift, factors, j, y, yo, count);
    }
    for (; j < rowCount; j++) {
      add1(w, rows[j] + shift, factors[j], y, yo, count);
    }
  }

  private static void add8(
      float[] w, int[] rows, int shift, float[] factors, int j, float[] y, int yo, int count) {
    int end = FLOATS.loopBound(count);
    int a = rows[j] + shift, b = rows[j + 1] + shift, c = rows[j + 2] + shift;
    int d = rows[j + 3] + shift, e = rows[j + 4] + shift, f = rows[j + 5] + shift;
    int g = rows[j + 6] + shift, h = rows[j + 7] + shift;
    FloatVector fa = FloatVector.broadcast(FLOATS, factors[j]);
    FloatVector fb = FloatVector.broadcast(FLOATS, factors[j + 1]);
    FloatVector fc = FloatVector.broadcast(FLOATS, factors[j + 2]);
    FloatVector fd = FloatVector.broadcast(FLOATS, factors[j + 3]);
    FloatVector fe = FloatVector.broadcast(FLOATS, factors[j + 4]);
    FloatVector ff = FloatVector.broadcast(FLOATS, factors[j + 5]);
    FloatVector fg = FloatVector.broadcast(FLOATS, factors[j + 6]);
    FloatVector fh = FloatVector.broadcast(FLOATS, factors[j + 7]);
    for (int i = 0; i < end; i += LANES) {
      FloatVector u = FloatVector.fromArray(FLOATS, y, yo + i);
      FloatVector v = FloatVector.fromArray(FLOATS, w, a + i).mul(fa);
      u = FloatVector.fromArray(FLOATS, w, b + i).fma(fb, u);
      v = FloatVector.fromArray(FLOATS, w, c + i).fma(fc, v);
      u = FloatVector.fromArray(FLOATS, w, d + i).fma(fd, u);
      v = FloatVector.fromArray(FLOATS, w, e + i).fma(fe, v);
      u = FloatVector.fromArray(FLOATS, w, f + i).fma(ff, u);
      v = FloatVector.fromArray(FLOATS, w, g + i).fma(fg, v);
      u = FloatVector.fromArray(FLOATS, w, h + i).fma(fh, u);
      u.add(v).intoArray(y, yo + i);
    }
    for (int k = j; k < j + ROWS && end < count; k++) {
      addTail(w, rows[k] + shift, factors[k], y, yo, end, count);
    }
  }

  private static void add1(float[] w, int row, float factor, float[] y, int yo, int count) {
    int end = FLOATS.loopBound(count);
    FloatVector scale = FloatVector.broadcast(FLOATS, factor);
    for (int i = 0; i < end; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, y, yo + i);
      FloatVector.fromArray(FLOATS, w, row + i).fma(scale, v).intoArray(y, yo + i);
    }
    addTail(w, row, factor, y, yo, end, count);
  }

  /** The floats that do not fill a vector. */
  private static void addTail(
      float[] w, int row, float factor, float[] y, int yo, int from, int to) {
    for (int i = from; i < to; i++) {
      y[yo + i] += factor * w[row + i];
    }
  }
}
