package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** Copies rows of weights to where a product reads them, 16 floats at a time. */
final class VectorRows {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private VectorRows() {}

  static void interleave(float[] w, int wo, int k, int count, int rows, float[] panel, int po) {
    int whole = k / BLOCK * BLOCK;
    for (int row = 0; row < count; row++) {
      int from = wo + row * k;
      int to = po + row * BLOCK;
      for (int i = 0; i < whole; i += BLOCK) {
        for (int lane = 0; lane < BLOCK; lane += LANES) {
          FloatVector.fromArray(FLOATS, w, from + i + lane).intoArray(panel, to + lane);
        }
        to += rows * BLOCK;
      }
      if (whole < k) {
        System.arraycopy(w, from + whole, panel, to, k - whole);
      }
    }
  }
}
