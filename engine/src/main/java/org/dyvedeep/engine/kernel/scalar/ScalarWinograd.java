package org.dyvedeep.engine.kernel.scalar;

import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** The transformations of F(2x2, 3x3), F(4x4, 3x3) and F(2x2, 5x5), for a block's 16 channels. */
final class ScalarWinograd {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private ScalarWinograd() {}

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
    for (int i = 0; i < patch * BLOCK; i++) {
      inputs(patch, x, xo + i, rowStride, half, ho + i, patch * BLOCK);
    }
    for (int i = 0; i < patch; i++) {
      for (int lane = 0; lane < BLOCK; lane++) {
        int from = ho + i * patch * BLOCK + lane;
        inputs(patch, half, from, BLOCK, v, vo + i * patch * step + lane, step);
      }
    }
  }

  /** B' applied to four or six numbers. */
  private static void inputs(
      int patch, float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    float a = x[xo];
    float b = x[xo + xStep];
    float c = x[xo + 2 * xStep];
    float d = x[xo + 3 * xStep];
    if (patch == 4) {
      y[yo] = a - c;
      y[yo + yStep] = b + c;
      y[yo + 2 * yStep] = c - b;
      y[yo + 3 * yStep] = b - d;
      return;
    }
    float e = x[xo + 4 * xStep];
    float f = x[xo + 5 * xStep];
    float even = e - 4 * c;
    float odd = d - 4 * b;
    float even2 = e - c;
    float odd2 = 2 * (d - b);
    y[yo] = 4 * a - 5 * c + e;
    y[yo + yStep] = even + odd;
    y[yo + 2 * yStep] = even - odd;
    y[yo + 3 * yStep] = even2 + odd2;
    y[yo + 4 * yStep] = even2 - odd2;
    y[yo + 5 * yStep] = 4 * b - 5 * d + f;
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
    for (int i = 0; i < patch; i++) {
      for (int lane = 0; lane < BLOCK; lane++) {
        int to = ho + i * BLOCK + lane;
        outputs(side, patch, m, mo + i * step + lane, patch * step, half, to, patch * BLOCK);
      }
    }
    for (int i = 0; i < side; i++) {
      int row = ho + i * patch * BLOCK;
      for (int lane = 0; lane < BLOCK; lane++) {
        outputs(side, patch, half, row + lane, BLOCK, half, row + lane, BLOCK);
      }
      // Once only: another thread may write the same patch, which is then in two groups.
      for (int p = 0; p < side * BLOCK; p++) {
        float value = half[row + p] + bias[bo + p % BLOCK];
        y[yo + i * rowStride + p] = relu && value < 0 ? 0 : value;
      }
    }
  }

  /** A' applied to four or six numbers. */
  private static void outputs(
      int side, int patch, float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    float a = x[xo];
    float b = x[xo + xStep];
    float c = x[xo + 2 * xStep];
    float d = x[xo + 3 * xStep];
    float sum = b + c;
    float difference = b - c;
    if (patch == 4) {
      y[yo] = a + sum;
      y[yo + yStep] = difference - d;
      return;
    }
    float e = x[xo + 4 * xStep];
    float sum2 = d + e;
    float difference2 = d - e;
    float f = x[xo + 5 * xStep];
    y[yo] = a + sum + sum2;
    y[yo + yStep] = difference + 2 * difference2;
    if (side == 2) {
      y[yo + yStep] += f;
      return;
    }
    y[yo + 2 * yStep] = sum + 4 * sum2;
    y[yo + 3 * yStep] = difference + 8 * difference2 + f;
  }
}
