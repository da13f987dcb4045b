package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import org.dyvedeep.engine.kernel.WinogradWeights;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * The kernels' side of F(4x4, 3x3), two rows of the 6x6 places at a time, of a point and its
 * opposite: these differ in the sign of the kernels' middle row alone.
 */
final class VectorWinogradWeights {
  private static final int BLOCK = BlockedLayout.BLOCK;
  private static final int TAPS = 9 * BLOCK;
  private static final int ROW = 3 * BLOCK;
  private static final int PATCH = 6;

  private VectorWinogradWeights() {}

  static void pair(int pair, float[] g, int go, int count, float[] u, int uo, int step) {
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      if (pair == 0) {
        outer(g, go + lane, count / BLOCK, u, uo + lane, step);
      } else {
        opposite(
            WinogradWeights.pairedRow(pair, 0), g, go + lane, count / BLOCK, u, uo + lane, step);
      }
    }
  }

  /** The rows of 0 and infinity: the first and the last one of the kernels. */
  private static void outer(float[] g, int go, int blocks, float[] u, int uo, int step) {
    FloatVector quarter = FloatVector.broadcast(FLOATS, WinogradWeights.of3In6(0, 0));
    // Places are multiples of the loop's variable, so that C2 takes range checks out of the loop.
    for (int block = 0; block < blocks; block++) {
      int at = go + block * TAPS;
      FloatVector a = FloatVector.fromArray(FLOATS, g, at).mul(quarter);
      FloatVector b = FloatVector.fromArray(FLOATS, g, at + BLOCK).mul(quarter);
      FloatVector d = FloatVector.fromArray(FLOATS, g, at + 2 * BLOCK).mul(quarter);
      store(a, b, d, u, uo + block * BLOCK, step);
      FloatVector a2 = FloatVector.fromArray(FLOATS, g, at + 2 * ROW);
      FloatVector b2 = FloatVector.fromArray(FLOATS, g, at + 2 * ROW + BLOCK);
      FloatVector d2 = FloatVector.fromArray(FLOATS, g, at + 2 * ROW + 2 * BLOCK);
      store(a2, b2, d2, u, uo + PATCH * step + block * BLOCK, step);
    }
  }

  private static void opposite(
      int row, float[] g, int go, int blocks, float[] u, int uo, int step) {
    FloatVector top = FloatVector.broadcast(FLOATS, WinogradWeights.of3In6(row, 0));
    FloatVector middle = FloatVector.broadcast(FLOATS, WinogradWeights.of3In6(row, 1));
    FloatVector minus = middle.neg();
    FloatVector bottom = FloatVector.broadcast(FLOATS, WinogradWeights.of3In6(row, 2));
    for (int block = 0; block < blocks; block++) {
      int at = go + block * TAPS;
      FloatVector a = outside(g, at, top, bottom);
      FloatVector b = outside(g, at + BLOCK, top, bottom);
      FloatVector d = outside(g, at + 2 * BLOCK, top, bottom);
      FloatVector am = FloatVector.fromArray(FLOATS, g, at + ROW);
      FloatVector bm = FloatVector.fromArray(FLOATS, g, at + ROW + BLOCK);
      FloatVector dm = FloatVector.fromArray(FLOATS, g, at + ROW + 2 * BLOCK);
      int to = uo + block * BLOCK;
      store(am.fma(middle, a), bm.fma(middle, b), dm.fma(middle, d), u, to, step);
      store(am.fma(minus, a), bm.fma(minus, b), dm.fma(minus, d), u, to + PATCH * step, step);
    }
  }

  /** What the first and the last row of a column of kernels add. */
  private static FloatVector outside(float[] g, int at, FloatVector top, FloatVector bottom) {
    FloatVector first = FloatVector.fromArray(FLOATS, g, at).mul(top);
    return FloatVector.fromArray(FLOATS, g, at + 2 * ROW).fma(bottom, first);
  }

  /** The six places of a row, from its three columns. */
  private static void store(
      FloatVector a, FloatVector b, FloatVector d, float[] u, int to, int step) {
    a.mul(1 / 4f).intoArray(u, to);
    d.intoArray(u, to + 5 * step);
    FloatVector near = a.add(d).mul(-1 / 6f);
    b.fma(FloatVector.broadcast(FLOATS, -1 / 6f), near).intoArray(u, to + step);
    b.fma(FloatVector.broadcast(FLOATS, 1 / 6f), near).intoArray(u, to + 2 * step);
    FloatVector far = d.fma(FloatVector.broadcast(FLOATS, 1 / 6f), a.mul(1 / 24f));
    b.fma(FloatVector.broadcast(FLOATS, 1 / 12f), far).intoArray(u, to + 3 * step);
    b.fma(FloatVector.broadcast(FLOATS, -1 / 12f), far).intoArray(u, to + 4 * step);
  }
}
