package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** Functions with parameters for each channel, over the pixels of a block. */
final class VectorChannels {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private VectorChannels() {}

  static void scale(float[] x, int xo, float[] table, int to, float[] y, int yo, int count) {
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      FloatVector subtrahend = FloatVector.fromArray(FLOATS, table, to + lane);
      FloatVector factor = FloatVector.fromArray(FLOATS, table, to + BLOCK + lane);
      FloatVector term = FloatVector.fromArray(FLOATS, table, to + 2 * BLOCK + lane);
      for (int i = lane; i < count; i += BLOCK) {
        FloatVector v = FloatVector.fromArray(FLOATS, x, xo + i);
        v.sub(subtrahend).fma(factor, term).intoArray(y, yo + i);
      }
    }
  }

  static void rectify(float[] x, int xo, float[] slopes, int so, float[] y, int yo, int count) {
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      FloatVector slope = FloatVector.fromArray(FLOATS, slopes, so + lane);
      for (int i = lane; i < count; i += BLOCK) {
        FloatVector v = FloatVector.fromArray(FLOATS, x, xo + i);
        // Adding 0 turns -0 into 0.
        v.blend(v.mul(slope).add(0f), v.compare(VectorOperators.LT, 0f)).intoArray(y, yo + i);
      }
    }
  }
}
