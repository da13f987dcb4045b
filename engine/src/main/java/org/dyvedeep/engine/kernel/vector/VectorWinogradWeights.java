package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import org.dyvedeep.engine.kernel.WinogradWeights;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** The kernels' side of F(4x4, 3x3), a row of the 6x6 places at a time. */
final class VectorWinogradWeights {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private VectorWinogradWeights() {}

  static void row(int row, float[] g, int go, int count, float[] u, int uo, int placeStep) {
    FloatVector top = FloatVector.broadcast(FLOATS, WinogradWeights.of3In6(row, 0));
    FloatVector middle = FloatVector.broadcast(FLOATS, WinogradWeights.of3In6(row, 1));
    FloatVector bottom = FloatVector.broadcast(FLOATS, WinogradWeights.of3In6(row, 2));
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      // Places are multiples of the loop's variable, so that C2 takes range checks out of the loop.
      for (int block = 0; block < count / BLOCK; block++) {
        int at = go + lane + block * (9 * BLOCK);
        FloatVector a = column(g, at, top, middle, bottom);
        FloatVector b = column(g, at + BLOCK, top, middle, bottom);
        FloatVector d = column(g, at + 2 * BLOCK, top, middle, bottom);
        int to = uo + lane + block * BLOCK;
        a.mul(0.25f).intoArray(u, to);
        d.intoArray(u, to + 5 * placeStep);
        FloatVector near = a.add(d).mul(-1 / 6f);
        FloatVector odd = b.mul(1 / 6f);
        near.sub(odd).intoArray(u, to + placeStep);
        near.add(odd).intoArray(u, to + 2 * placeStep);
        FloatVector far = a.mul(1 / 24f).add(d.mul(1 / 6f));
        FloatVector odd2 = b.mul(1 / 12f);
        far.add(odd2).intoArray(u, to + 3 * placeStep);
        far.sub(odd2).intoArray(u, to + 4 * placeStep);
      }
    }
  }

  private static FloatVector column(
      float[] g, int at, FloatVector top, FloatVector middle, FloatVector bottom) {
    FloatVector a = FloatVector.fromArray(FLOATS, g, at).mul(top);
    FloatVector b = FloatVector.fromArray(FLOATS, g, at + 3 * BLOCK).fma(middle, a);
    return FloatVector.fromArray(FLOATS, g, at + 6 * BLOCK).fma(bottom, b);
  }
}
