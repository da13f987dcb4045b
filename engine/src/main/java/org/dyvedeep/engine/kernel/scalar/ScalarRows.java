package org.dyvedeep.engine.kernel.scalar;

import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** Dot products, and rows of a depthwise convolution. */
final class ScalarRows {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private ScalarRows() {}

  /** Four sums, since one would wait for each addition before the next. */
  static float dot(float[] w, int wo, int k, float[] x, int xo) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i <= k - 4; i += 4) {
      s0 += w[wo + i] * x[xo + i];
      s1 += w[wo + i + 1] * x[xo + i + 1];
      s2 += w[wo + i + 2] * x[xo + i + 2];
      s3 += w[wo + i + 3] * x[xo + i + 3];
    }
    for (; i < k; i++) {
      s0 += w[wo + i] * x[xo + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  static void depthwisePixel(
      float[] x, int xo, int[] taps, float[] w, int wo, float[] b, int bo, float[] y, int yo) {
    System.arraycopy(b, bo, y, yo, BLOCK);
    int at = wo;
    for (int tap : taps) {
      for (int i = 0; i < BLOCK; i++) {
        y[yo + i] += x[xo + tap + i] * w[at + i];
      }
      at += BLOCK;
    }
  }

  static void addScaled(float factor, float[] w, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i++) {
      y[to + i] += factor * w[from + i];
    }
  }
}
