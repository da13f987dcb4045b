package org.dyvedeep.engine.kernel.scalar;

import org.dyvedeep.engine.kernel.TerminatedConvolution;

/** Sums of stretches, one after the other. */
final class ScalarStretches {
  private static final int STRETCH = TerminatedConvolution.STRETCH;

  private ScalarStretches() {}

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
    for (int s = 0; s < count; s++) {
      int from = xo + starts[first + list[s]];
      int to = so + list[s] * STRETCH;
      for (int t = fromTap; t < toTap; t++) {
        for (int i = 0; i < STRETCH; i++) {
          sums[to + i] += weights[t] * x[from + taps[t] + i];
        }
      }
    }
  }

  static void between(
      float[] sums, int so, int[] list, int count, float below, float above, int[] open) {
    for (int s = 0; s < count; s++) {
      int bits = 0;
      for (int i = 0; i < STRETCH; i++) {
        float sum = sums[so + list[s] * STRETCH + i];
        bits |= sum < below || sum > above ? 0 : 1 << i;
      }
      open[s] = bits;
    }
  }
}
