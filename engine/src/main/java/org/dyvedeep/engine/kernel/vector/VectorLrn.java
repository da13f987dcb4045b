package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.dyvedeep.engine.kernel.LrnShape;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * Local response normalisation of one row at a time. The squares go to scratch between zeros first;
 * then each sum is a few loads at neighbouring places, without a branch at the edges.
 */
final class VectorLrn {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private VectorLrn() {}

  static void run(
      LrnShape shape,
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int fromRow,
      int toRow,
      float[] scratch,
      int so) {
    Arrays.fill(scratch, so, so + shape.scratchFloats(), 0);
    BlockedLayout in = shape.in();
    for (int row = fromRow; row < toRow; row++) {
      if (shape.acrossChannels()) {
        squareChannels(shape, x, xImage + in.offset(0, row, 0), scratch, so);
      }
      for (int block = 0; block < in.blocks(); block++) {
        int from = xImage + in.offset(block * BLOCK, row, 0);
        int to = yImage + shape.out().offset(block * BLOCK, row, 0);
        if (shape.acrossChannels()) {
          int first = so + block * BLOCK;
          scales(shape, scratch, first, shape.squareStride(), 1, y, to);
        } else {
          squareRows(shape, x, xImage + in.offset(block * BLOCK, 0, 0), row, scratch, so);
          scales(shape, scratch, so, BLOCK, BLOCK, y, to);
        }
        normalize(shape.beta(), x, from, y, to, in.width() * BLOCK);
      }
    }
  }

  /** The squares of all channels of each pixel of a row, pixel by pixel. */
  private static void squareChannels(LrnShape shape, float[] x, int row, float[] squares, int so) {
    for (int block = 0; block < shape.in().blocks(); block++) {
      int from = row + block * shape.in().blockStride();
      int to = so + shape.reach() + block * BLOCK;
      for (int column = 0; column < shape.in().width(); column++) {
        for (int lane = 0; lane < BLOCK; lane += LANES) {
          FloatVector v = FloatVector.fromArray(FLOATS, x, from + lane);
          v.mul(v).intoArray(squares, to + lane);
        }
        from += BLOCK;
        to += shape.squareStride();
      }
    }
  }

  /** The squares of one block's pixels, summed over the rows of the windows. */
  private static void squareRows(
      LrnShape shape, float[] x, int block, int row, float[] squares, int so) {
    int count = shape.in().width() * BLOCK;
    int to = so + shape.reach() * BLOCK;
    Arrays.fill(squares, to, to + count, 0);
    int first = Math.max(0, row - shape.reach());
    int end = Math.min(shape.in().height(), row + shape.reach() + 1);
    for (int r = first; r < end; r++) {
      int from = block + r * shape.in().rowStride();
      for (int i = 0; i < count; i += LANES) {
        FloatVector v = FloatVector.fromArray(FLOATS, x, from + i);
        v.fma(v, FloatVector.fromArray(FLOATS, squares, to + i)).intoArray(squares, to + i);
      }
    }
  }

  /**
   * Writes the scales of a row.
   *
   * @param pixelStride floats from one pixel's squares to the next's
   * @param step floats from one summand to the next
   */
  private static void scales(
      LrnShape shape, float[] squares, int so, int pixelStride, int step, float[] y, int yo) {
    int end = shape.size() * step;
    for (int column = 0; column < shape.in().width(); column++) {
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        int from = so + column * pixelStride + lane;
        scale(shape, squares, from, from + end, step, y, yo + column * BLOCK + lane);
      }
    }
  }

  private static void scale(
      LrnShape shape, float[] squares, int from, int to, int step, float[] y, int at) {
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int i = from; i < to; i += step) {
      sum = sum.add(FloatVector.fromArray(FLOATS, squares, i));
    }
    sum.mul(shape.factor()).add(shape.offset()).intoArray(y, at);
  }

  private static void normalize(float beta, float[] x, int xo, float[] y, int yo, int count) {
    if (beta != 0.75f) {
      for (int i = 0; i < count; i++) {
        y[yo + i] = (float) (x[xo + i] * Math.pow(y[yo + i], -beta));
      }
      return;
    }
    // Two square roots are within 2 ulp of the power and many times as fast.
    for (int i = 0; i < count; i += LANES) {
      FloatVector root = FloatVector.fromArray(FLOATS, y, yo + i).sqrt();
      FloatVector v = FloatVector.fromArray(FLOATS, x, xo + i);
      v.div(root.mul(root.sqrt())).intoArray(y, yo + i);
    }
  }
}
