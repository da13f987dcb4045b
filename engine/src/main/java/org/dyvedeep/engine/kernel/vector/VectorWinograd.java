package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** The transformations of F(4x4, 3x3), for the 16 channels of a block. */
final class VectorWinograd {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private VectorWinograd() {}

  static void input(
      float[] x, int xo, int rowStride, float[] half, int ho, float[] v, int vo, int step) {
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      for (int i = 0; i < 6; i++) {
        inputs(x, xo + i * BLOCK + lane, rowStride, half, ho + i * BLOCK, 6 * BLOCK);
      }
      for (int i = 0; i < 6; i++) {
        inputs(half, ho + i * 6 * BLOCK, BLOCK, v, vo + i * 6 * step + lane, step);
      }
    }
  }

  /** B' applied to six vectors. */
  private static void inputs(float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    FloatVector a = FloatVector.fromArray(FLOATS, x, xo);
    FloatVector b = FloatVector.fromArray(FLOATS, x, xo + xStep);
    FloatVector c = FloatVector.fromArray(FLOATS, x, xo + 2 * xStep);
    FloatVector d = FloatVector.fromArray(FLOATS, x, xo + 3 * xStep);
    FloatVector e = FloatVector.fromArray(FLOATS, x, xo + 4 * xStep);
    FloatVector f = FloatVector.fromArray(FLOATS, x, xo + 5 * xStep);
    FloatVector even = e.sub(c.mul(4));
    FloatVector odd = d.sub(b.mul(4));
    FloatVector even2 = e.sub(c);
    FloatVector odd2 = d.sub(b).mul(2);
    a.mul(4).sub(c.mul(5)).add(e).intoArray(y, yo);
    even.add(odd).intoArray(y, yo + yStep);
    even.sub(odd).intoArray(y, yo + 2 * yStep);
    even2.add(odd2).intoArray(y, yo + 3 * yStep);
    even2.sub(odd2).intoArray(y, yo + 4 * yStep);
    b.mul(4).sub(d.mul(5)).add(f).intoArray(y, yo + 5 * yStep);
  }

  static void output(
      float[] m, int mo, int step, float[] bias, int bo, float[] half, int ho, float[] y, int yo) {
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      for (int i = 0; i < 6; i++) {
        outputs(m, mo + i * step + lane, 6 * step, half, ho + i * BLOCK, 6 * BLOCK);
      }
      for (int i = 0; i < 4; i++) {
        int to = yo + i * 4 * BLOCK + lane;
        outputs(half, ho + i * 6 * BLOCK, BLOCK, y, to, BLOCK);
      }
      FloatVector b = FloatVector.fromArray(FLOATS, bias, bo + lane);
      for (int i = yo + lane; i < yo + 16 * BLOCK; i += BLOCK) {
        FloatVector.fromArray(FLOATS, y, i).add(b).intoArray(y, i);
      }
    }
  }

  /** A' applied to six vectors. */
  private static void outputs(float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    FloatVector a = FloatVector.fromArray(FLOATS, x, xo);
    FloatVector b = FloatVector.fromArray(FLOATS, x, xo + xStep);
    FloatVector c = FloatVector.fromArray(FLOATS, x, xo + 2 * xStep);
    FloatVector d = FloatVector.fromArray(FLOATS, x, xo + 3 * xStep);
    FloatVector e = FloatVector.fromArray(FLOATS, x, xo + 4 * xStep);
    FloatVector f = FloatVector.fromArray(FLOATS, x, xo + 5 * xStep);
    FloatVector sum = b.add(c);
    FloatVector difference = b.sub(c);
    FloatVector sum2 = d.add(e);
    FloatVector difference2 = d.sub(e);
    a.add(sum).add(sum2).intoArray(y, yo);
    difference.add(difference2.mul(2)).intoArray(y, yo + yStep);
    sum.add(sum2.mul(4)).intoArray(y, yo + 2 * yStep);
    difference.add(difference2.mul(8)).add(f).intoArray(y, yo + 3 * yStep);
  }
}
