package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * The transformations of F(6x6, 3x3), F(5x5, 4x4) and F(4x4, 5x5), whose patches have 8x8 places:
 * the points are 0, 1, -1, 2, -2, 1/2, -1/2 and infinity. Methods are so long that C2 compiles each
 * by itself, and have few enough operations to be inlined at once: two more, and the vectors that
 * are stored last may be left to the heap.
 */
final class VectorWinograd8 {
  private VectorWinograd8() {}

  /** B' applied to eight vectors. */
  static void inputs(float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    FloatVector a = FloatVector.fromArray(FLOATS, x, xo);
    FloatVector b = FloatVector.fromArray(FLOATS, x, xo + xStep);
    FloatVector c = FloatVector.fromArray(FLOATS, x, xo + 2 * xStep);
    FloatVector d = FloatVector.fromArray(FLOATS, x, xo + 3 * xStep);
    FloatVector e = FloatVector.fromArray(FLOATS, x, xo + 4 * xStep);
    FloatVector f = FloatVector.fromArray(FLOATS, x, xo + 5 * xStep);
    FloatVector g = FloatVector.fromArray(FLOATS, x, xo + 6 * xStep);
    FloatVector h = FloatVector.fromArray(FLOATS, x, xo + 7 * xStep);
    FloatVector outer = FloatVector.broadcast(FLOATS, 5.25f);
    e.sub(c).fma(outer, a.sub(g)).intoArray(y, yo);
    d.sub(f).fma(outer, h.sub(b)).intoArray(y, yo + 7 * yStep);
    FloatVector one = FloatVector.broadcast(FLOATS, -4.25f);
    FloatVector even = e.fma(one, c.add(g));
    FloatVector odd = d.fma(one, b.add(f));
    even.add(odd).intoArray(y, yo + yStep);
    even.sub(odd).intoArray(y, yo + 2 * yStep);
    FloatVector two = FloatVector.broadcast(FLOATS, 2);
    FloatVector half = FloatVector.broadcast(FLOATS, 0.5f);
    FloatVector middle = d.mul(-2.5f);
    FloatVector even2 = c.mul(0.25f).add(e.fma(FloatVector.broadcast(FLOATS, -1.25f), g));
    FloatVector odd2 = b.fma(half, f.fma(two, middle));
    even2.add(odd2).intoArray(y, yo + 3 * yStep);
    even2.sub(odd2).intoArray(y, yo + 4 * yStep);
    FloatVector evenHalf = c.mul(4).add(e.fma(FloatVector.broadcast(FLOATS, -5), g));
    FloatVector oddHalf = f.fma(half, b.fma(two, middle));
    evenHalf.add(oddHalf).intoArray(y, yo + 5 * yStep);
    evenHalf.sub(oddHalf).intoArray(y, yo + 6 * yStep);
  }

  /** A' of F(6x6, 3x3) or F(4x4, 5x5) applied to eight vectors. */
  static void outputs(int side, float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    FloatVector a = FloatVector.fromArray(FLOATS, x, xo);
    FloatVector b = FloatVector.fromArray(FLOATS, x, xo + xStep);
    FloatVector c = FloatVector.fromArray(FLOATS, x, xo + 2 * xStep);
    FloatVector d = FloatVector.fromArray(FLOATS, x, xo + 3 * xStep);
    FloatVector e = FloatVector.fromArray(FLOATS, x, xo + 4 * xStep);
    FloatVector f = FloatVector.fromArray(FLOATS, x, xo + 5 * xStep);
    FloatVector g = FloatVector.fromArray(FLOATS, x, xo + 6 * xStep);
    FloatVector h = FloatVector.fromArray(FLOATS, x, xo + 7 * xStep);
    FloatVector sum = b.add(c);
    FloatVector difference = b.sub(c);
    FloatVector sum2 = d.add(e);
    FloatVector difference2 = d.sub(e);
    FloatVector sumHalf = f.add(g);
    FloatVector differenceHalf = f.sub(g);
    a.add(sum).add(sum2.add(sumHalf)).intoArray(y, yo);
    times(difference2, 2, times(differenceHalf, 0.5f, difference)).intoArray(y, yo + yStep);
    times(sum2, 4, times(sumHalf, 0.25f, sum)).intoArray(y, yo + 2 * yStep);
    FloatVector third = times(difference2, 8, times(differenceHalf, 0.125f, difference));
    if (side == 4) {
      third.add(h).intoArray(y, yo + 3 * yStep);
      return;
    }
    third.intoArray(y, yo + 3 * yStep);
    times(sum2, 16, times(sumHalf, 0.0625f, sum)).intoArray(y, yo + 4 * yStep);
    times(difference2, 32, times(differenceHalf, 0.03125f, difference.add(h)))
        .intoArray(y, yo + 5 * yStep);
  }

  /** A' of F(5x5, 4x4) applied to eight vectors. */
  static void outputs5(float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    FloatVector a = FloatVector.fromArray(FLOATS, x, xo);
    FloatVector b = FloatVector.fromArray(FLOATS, x, xo + xStep);
    FloatVector c = FloatVector.fromArray(FLOATS, x, xo + 2 * xStep);
    FloatVector d = FloatVector.fromArray(FLOATS, x, xo + 3 * xStep);
    FloatVector e = FloatVector.fromArray(FLOATS, x, xo + 4 * xStep);
    FloatVector f = FloatVector.fromArray(FLOATS, x, xo + 5 * xStep);
    FloatVector g = FloatVector.fromArray(FLOATS, x, xo + 6 * xStep);
    FloatVector h = FloatVector.fromArray(FLOATS, x, xo + 7 * xStep);
    FloatVector sum = b.add(c);
    FloatVector difference = b.sub(c);
    FloatVector sum2 = d.add(e);
    FloatVector difference2 = d.sub(e);
    FloatVector sumHalf = f.add(g);
    FloatVector differenceHalf = f.sub(g);
    a.add(sum).add(sum2.add(sumHalf)).intoArray(y, yo);
    times(difference2, 2, times(differenceHalf, 0.5f, difference)).intoArray(y, yo + yStep);
    times(sum2, 4, times(sumHalf, 0.25f, sum)).intoArray(y, yo + 2 * yStep);
    times(difference2, 8, times(differenceHalf, 0.125f, difference)).intoArray(y, yo + 3 * yStep);
    times(sum2, 16, times(sumHalf, 0.0625f, sum.add(h))).intoArray(y, yo + 4 * yStep);
  }

  /** a * factor + b. */
  private static FloatVector times(FloatVector a, float factor, FloatVector b) {
    return a.fma(FloatVector.broadcast(FLOATS, factor), b);
  }
}
