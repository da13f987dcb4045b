package org.dyvedeep.engine.kernel.scalar;

import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** The transformations of F(4x4, 3x3), for the 16 channels of a block. */
final class ScalarWinograd {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private ScalarWinograd() {}

  static void input(
      float[] x, int xo, int rowStride, float[] half, int ho, float[] v, int vo, int step) {
    for (int i = 0; i < 6; i++) {
      inputs(x, xo + i * BLOCK, rowStride, half, ho + i * BLOCK, 6 * BLOCK);
    }
    for (int i = 0; i < 6; i++) {
      inputs(half, ho + i * 6 * BLOCK, BLOCK, v, vo + i * 6 * step, step);
    }
  }

  /** B' applied to six numbers, in each lane. */
  private static void inputs(float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    for (int lane = 0; lane < BLOCK; lane++) {
      float a = x[xo + lane];
      float b = x[xo + xStep + lane];
      float c = x[xo + 2 * xStep + lane];
      float d = x[xo + 3 * xStep + lane];
      float e = x[xo + 4 * xStep + lane];
      float f = x[xo + 5 * xStep + lane];
      float even = e - 4 * c;
      float odd = d - 4 * b;
      float even2 = e - c;
      float odd2 = 2 * (d - b);
      y[yo + lane] = 4 * a - 5 * c + e;
      y[yo + yStep + lane] = even + odd;
      y[yo + 2 * yStep + lane] = even - odd;
      y[yo + 3 * yStep + lane] = even2 + odd2;
      y[yo + 4 * yStep + lane] = even2 - odd2;
      y[yo + 5 * yStep + lane] = 4 * b - 5 * d + f;
    }
  }

  static void output(
      float[] m, int mo, int step, float[] bias, int bo, float[] half, int ho, float[] y, int yo) {
    for (int i = 0; i < 6; i++) {
      outputs(m, mo + i * step, 6 * step, half, ho + i * BLOCK, 6 * BLOCK);
    }
    for (int i = 0; i < 4; i++) {
      outputs(half, ho + i * 6 * BLOCK, BLOCK, y, yo + i * 4 * BLOCK, BLOCK);
    }
    for (int i = 0; i < 16 * BLOCK; i++) {
      y[yo + i] += bias[bo + i % BLOCK];
    }
  }

  /** A' applied to six numbers, in each lane. */
  private static void outputs(float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    for (int lane = 0; lane < BLOCK; lane++) {
      float b = x[xo + xStep + lane];
      float c = x[xo + 2 * xStep + lane];
      float d = x[xo + 3 * xStep + lane];
      float e = x[xo + 4 * xStep + lane];
      float sum = b + c;
      float difference = b - c;
      float sum2 = d + e;
      float difference2 = d - e;
      y[yo + lane] = x[xo + lane] + sum + sum2;
      y[yo + yStep + lane] = difference + 2 * difference2;
      y[yo + 2 * yStep + lane] = sum + 4 * sum2;
      y[yo + 3 * yStep + lane] = difference + 8 * difference2 + x[xo + 5 * xStep + lane];
    }
  }
}
