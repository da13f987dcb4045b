package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.dyvedeep.engine.kernel.TerminatedConvolution;

/**
 * Sums of stretches. Loads that straddle cache lines are the bound, as they are for most taps, so
 * that six sums side by side are as fast as twelve, and leave less over at the end of a list.
 */
final class VectorStretches {
  private static final int STRETCH = TerminatedConvolution.STRETCH;
  private static final int MANY = 6;
  private static final int FEW = 2;

  /** Floats whose bits are 1, 2, 4 and so on. */
  private static final float[] BITS = new float[STRETCH];

  static {
    for (int i = 0; i < STRETCH; i++) {
      BITS[i] = Float.intBitsToFloat(1 << i);
    }
  }

  private VectorStretches() {}

  static void add(
      float[] x,
      int xo,
      int[] starts,
      int first,
      int[] list,
      int count,
      int[] taps,
      float[] weights,
      int fromTap,
      int toTap,
      float[] sums,
      int so) {
    // One that is computed twice in a tile is written twice, with the same result.
    list[count] = list[count - 1];
    for (int lane = 0; lane < STRETCH; lane += LANES) {
      int p = 0;
      for (; p + MANY <= count + 1; p += MANY) {
        add6(x, xo + lane, starts, first, list, p, taps, weights, fromTap, toTap, sums, so + lane);
      }
      for (; p < count; p += FEW) {
        add2(x, xo + lane, starts, first, list, p, taps, weights, fromTap, toTap, sums, so + lane);
      }
    }
  }

  /** Six stretches side by side. */
  private static void add6(
      float[] x,
      int xo,
      int[] starts,
      int first,
      int[] list,
      int p,
      int[] taps,
      float[] weights,
      int fromTap,
      int toTap,
      float[] sums,
      int so) {
    int x0 = xo + starts[first + list[p]];
    int x1 = xo + starts[first + list[p + 1]];
    int x2 = xo + starts[first + list[p + 2]];
    int x3 = xo + starts[first + list[p + 3]];
    int x4 = xo + starts[first + list[p + 4]];
    int x5 = xo + starts[first + list[p + 5]];
    int s0 = so + list[p] * STRETCH;
    int s1 = so + list[p + 1] * STRETCH;
    int s2 = so + list[p + 2] * STRETCH;
    int s3 = so + list[p + 3] * STRETCH;
    int s4 = so + list[p + 4] * STRETCH;
    int s5 = so + list[p + 5] * STRETCH;
    FloatVector a0 = FloatVector.fromArray(FLOATS, sums, s0);
    FloatVector a1 = FloatVector.fromArray(FLOATS, sums, s1);
    FloatVector a2 = FloatVector.fromArray(FLOATS, sums, s2);
    FloatVector a3 = FloatVector.fromArray(FLOATS, sums, s3);
    FloatVector a4 = FloatVector.fromArray(FLOATS, sums, s4);
    FloatVector a5 = FloatVector.fromArray(FLOATS, sums, s5);
    for (int t = fromTap; t < toTap; t++) {
      FloatVector w = FloatVector.broadcast(FLOATS, weights[t]);
      int tap = taps[t];
      a0 = FloatVector.fromArray(FLOATS, x, x0 + tap).fma(w, a0);
      a1 = FloatVector.fromArray(FLOATS, x, x1 + tap).fma(w, a1);
      a2 = FloatVector.fromArray(FLOATS, x, x2 + tap).fma(w, a2);
      a3 = FloatVector.fromArray(FLOATS, x, x3 + tap).fma(w, a3);
      a4 = FloatVector.fromArray(FLOATS, x, x4 + tap).fma(w, a4);
      a5 = FloatVector.fromArray(FLOATS, x, x5 + tap).fma(w, a5);
    }
    a0.intoArray(sums, s0);
    a1.intoArray(sums, s1);
    a2.intoArray(sums, s2);
    a3.intoArray(sums, s3);
    a4.intoArray(sums, s4);
    a5.intoArray(sums, s5);
  }

  /** Two stretches side by side. */
  private static void add2(
      float[] x,
      int xo,
      int[] starts,
      int first,
      int[] list,
      int p,
      int[] taps,
      float[] weights,
      int fromTap,
      int toTap,
      float[] sums,
      int so) {
    int x0 = xo + starts[first + list[p]];
    int x1 = xo + starts[first + list[p + 1]];
    int s0 = so + list[p] * STRETCH;
    int s1 = so + list[p + 1] * STRETCH;
    FloatVector a0 = FloatVector.fromArray(FLOATS, sums, s0);
    FloatVector a1 = FloatVector.fromArray(FLOATS, sums, s1);
    for (int t = fromTap; t < toTap; t++) {
      FloatVector w = FloatVector.broadcast(FLOATS, weights[t]);
      int tap = taps[t];
      a0 = FloatVector.fromArray(FLOATS, x, x0 + tap).fma(w, a0);
      a1 = FloatVector.fromArray(FLOATS, x, x1 + tap).fma(w, a1);
    }
    a0.intoArray(sums, s0);
    a1.intoArray(sums, s1);
  }

  static void between(
      float[] sums, int so, int[] list, int count, float below, float above, int[] open) {
    for (int s = 0; s < count; s++) {
      int bits = 0;
      for (int lane = 0; lane < STRETCH; lane += LANES) {
        FloatVector sum = FloatVector.fromArray(FLOATS, sums, so + list[s] * STRETCH + lane);
        // Masks cannot be had as bits on Java 17 without allocating.
        bits |=
            FloatVector.fromArray(FLOATS, BITS, lane)
                .blend(0f, sum.compare(VectorOperators.LT, below))
                .blend(0f, sum.compare(VectorOperators.GT, above))
                .reinterpretAsInts()
                .reduceLanes(VectorOperators.OR);
      }
      open[s] = bits;
    }
  }
}
