package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * The transformations of F(2x2, 3x3), F(4x4, 3x3) and F(2x2, 5x5), for the 16 channels of a block.
 * The input's depends on the points alone, and so on the size of the patch. What a line of a patch
 * of 8 becomes, {@link VectorWinograd8} says.
 */
final class VectorWinograd {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private VectorWinograd() {}

  static void input(
      int patch,
      float[] x,
      int xo,
      int rowStride,
      float[] half,
      int ho,
      float[] v,
      int vo,
      int step) {
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      // Columns, then rows, by one call: C2 inlines each, and two are so near to the most that it
      // takes at once that it sometimes left one vector to the heap.
      for (int pass = 0; pass < 2; pass++) {
        boolean columns = pass == 0;
        float[] from = columns ? x : half;
        int at = columns ? xo + lane : ho;
        int next = columns ? BLOCK : patch * BLOCK;
        int stride = columns ? rowStride : BLOCK;
        float[] to = columns ? half : v;
        int put = columns ? ho : vo + lane;
        int nextPut = columns ? BLOCK : patch * step;
        int putStride = columns ? patch * BLOCK : step;
        for (int i = 0; i < patch; i++) {
          inputs(patch, from, at + i * next, stride, to, put + i * nextPut, putStride);
        }
      }
    }
  }

  private static void inputs(
      int patch, float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    if (patch == 8) {
      VectorWinograd8.inputs(x, xo, xStep, y, yo, yStep);
    } else if (patch == 4) {
      inputs2(x, xo, xStep, y, yo, yStep);
    } else {
      inputs4(x, xo, xStep, y, yo, yStep);
    }
  }

  /** B' of patches of 4 applied to four vectors. */
  private static void inputs2(float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    FloatVector a = FloatVector.fromArray(FLOATS, x, xo);
    FloatVector b = FloatVector.fromArray(FLOATS, x, xo + xStep);
    FloatVector c = FloatVector.fromArray(FLOATS, x, xo + 2 * xStep);
    FloatVector d = FloatVector.fromArray(FLOATS, x, xo + 3 * xStep);
    a.sub(c).intoArray(y, yo);
    b.add(c).intoArray(y, yo + yStep);
    c.sub(b).intoArray(y, yo + 2 * yStep);
    b.sub(d).intoArray(y, yo + 3 * yStep);
  }

  /** B' of patches of 6 applied to six vectors. */
  private static void inputs4(float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
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
      int side,
      int patch,
      float[] m,
      int mo,
      int step,
      float[] bias,
      int bo,
      boolean relu,
      float[] half,
      int ho,
      float[] y,
      int yo,
      int rowStride) {
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      for (int pass = 0; pass < 2; pass++) {
        boolean columns = pass == 0;
        float[] from = columns ? m : half;
        int at = columns ? mo + lane : ho;
        int next = columns ? step : patch * BLOCK;
        int stride = columns ? patch * step : BLOCK;
        int nextPut = columns ? BLOCK : patch * BLOCK;
        int putStride = columns ? patch * BLOCK : BLOCK;
        int lines = columns ? patch : side;
        for (int i = 0; i < lines; i++) {
          outputs(side, patch, from, at + i * next, stride, half, ho + i * nextPut, putStride);
        }
      }
      for (int row = 0; row < side; row++) {
        int at = ho + row * patch * BLOCK;
        store(side, half, at, bias, bo + lane, relu, y, yo + row * rowStride + lane);
      }
    }
  }

  /**
   * Adds the bias to a row of side vectors and stores it. Once only: another thread may write the
   * same patch, which is then in two groups.
   */
  private static void store(
      int side, float[] half, int at, float[] bias, int bo, boolean relu, float[] y, int yo) {
    FloatVector least = FloatVector.broadcast(FLOATS, relu ? 0 : Float.NEGATIVE_INFINITY);
    FloatVector b = FloatVector.fromArray(FLOATS, bias, bo);
    for (int p = 0; p < side * BLOCK; p += BLOCK) {
      FloatVector v = FloatVector.fromArray(FLOATS, half, at + p).add(b);
      v.blend(least, v.compare(VectorOperators.LT, least)).intoArray(y, yo + p);
    }
  }

  private static void outputs(
      int side, int patch, float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    if (side == 5) {
      VectorWinograd8.outputs5(x, xo, xStep, y, yo, yStep);
    } else if (patch == 8) {
      VectorWinograd8.outputs(side, x, xo, xStep, y, yo, yStep);
    } else if (patch == 4) {
      outputs2(x, xo, xStep, y, yo, yStep);
    } else if (side == 2) {
      outputs2of6(x, xo, xStep, y, yo, yStep);
    } else {
      outputs4(x, xo, xStep, y, yo, yStep);
    }
  }

  /** A' of F(2x2, 5x5) applied to six vectors. */
  private static void outputs2of6(float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    FloatVector a = FloatVector.fromArray(FLOATS, x, xo);
    FloatVector b = FloatVector.fromArray(FLOATS, x, xo + xStep);
    FloatVector c = FloatVector.fromArray(FLOATS, x, xo + 2 * xStep);
    FloatVector d = FloatVector.fromArray(FLOATS, x, xo + 3 * xStep);
    FloatVector e = FloatVector.fromArray(FLOATS, x, xo + 4 * xStep);
    FloatVector f = FloatVector.fromArray(FLOATS, x, xo + 5 * xStep);
    a.add(b.add(c)).add(d.add(e)).intoArray(y, yo);
    b.sub(c).add(d.sub(e).mul(2)).add(f).intoArray(y, yo + yStep);
  }

  /** A' of F(2x2, 3x3) applied to four vectors. */
  private static void outputs2(float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    FloatVector a = FloatVector.fromArray(FLOATS, x, xo);
    FloatVector b = FloatVector.fromArray(FLOATS, x, xo + xStep);
    FloatVector c = FloatVector.fromArray(FLOATS, x, xo + 2 * xStep);
    FloatVector d = FloatVector.fromArray(FLOATS, x, xo + 3 * xStep);
    a.add(b).add(c).intoArray(y, yo);
    b.sub(c).sub(d).intoArray(y, yo + yStep);
  }

  /** A' of F(4x4, 3x3) applied to six vectors. */
  private static void outputs4(float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
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
