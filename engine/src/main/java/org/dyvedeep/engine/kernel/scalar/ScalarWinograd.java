package org.dyvedeep.engine.kernel.scalar;

import org.dyvedeep.engine.kernel.WinogradWeights;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** The transformations of patches of 4, 6 and 8 for a block's 16 channels. */
final class ScalarWinograd {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private ScalarWinograd() {}

  static void weights(int pair, float[] g, int go, int count, float[] u, int uo, int placeStep) {
    for (int index = 0; index < 2; index++) {
      int row = WinogradWeights.pairedRow(pair, index);
      row(row, g, go, count, u, uo + index * 6 * placeStep, placeStep);
    }
  }

  private static void row(int row, float[] g, int go, int count, float[] u, int uo, int placeStep) {
    for (int i = 0; i < count; i++) {
      int at = go + i / BLOCK * 9 * BLOCK + i % BLOCK;
      float a = column(row, g, at);
      float b = column(row, g, at + BLOCK);
      float d = column(row, g, at + 2 * BLOCK);
      float near = (a + d) * (-1 / 6f);
      float far = a * (1 / 24f) + d * (1 / 6f);
      int to = uo + i;
      u[to] = a * 0.25f;
      u[to + placeStep] = near - b * (1 / 6f);
      u[to + 2 * placeStep] = near + b * (1 / 6f);
      u[to + 3 * placeStep] = far + b * (1 / 12f);
      u[to + 4 * placeStep] = far - b * (1 / 12f);
      u[to + 5 * placeStep] = d;
    }
  }

  private static float column(int row, float[] g, int at) {
    float sum = 0;
    for (int ky = 0; ky < 3; ky++) {
      sum += WinogradWeights.of3In6(row, ky) * g[at + ky * 3 * BLOCK];
    }
    return sum;
  }

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

  /** B' applied to four, six or eight numbers. */
  private static void inputs(
      int patch, float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    if (patch == 8) {
      inputs8(x, xo, xStep, y, yo, yStep);
      return;
    }
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

  private static void inputs8(float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    float a = x[xo];
    float b = x[xo + xStep];
    float c = x[xo + 2 * xStep];
    float d = x[xo + 3 * xStep];
    float e = x[xo + 4 * xStep];
    float f = x[xo + 5 * xStep];
    float g = x[xo + 6 * xStep];
    float h = x[xo + 7 * xStep];
    float even = c + g - e * 4.25f;
    float odd = b + f - d * 4.25f;
    float even2 = c * 0.25f - e * 1.25f + g;
    float odd2 = b * 0.5f - d * 2.5f + f * 2;
    float evenHalf = c * 4 - e * 5 + g;
    float oddHalf = b * 2 - d * 2.5f + f * 0.5f;
    y[yo] = a - g + (e - c) * 5.25f;
    y[yo + yStep] = even + odd;
    y[yo + 2 * yStep] = even - odd;
    y[yo + 3 * yStep] = even2 + odd2;
    y[yo + 4 * yStep] = even2 - odd2;
    y[yo + 5 * yStep] = evenHalf + oddHalf;
    y[yo + 6 * yStep] = evenHalf - oddHalf;
    y[yo + 7 * yStep] = h - b + (d - f) * 5.25f;
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

  /** A' applied to four, six or eight numbers. */
  private static void outputs(
      int side, int patch, float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    if (patch == 8) {
      outputs8(side, x, xo, xStep, y, yo, yStep);
      return;
    }
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

  private static void outputs8(
      int side, float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    float first = x[xo];
    float sum = x[xo + xStep] + x[xo + 2 * xStep];
    float difference = x[xo + xStep] - x[xo + 2 * xStep];
    float sum2 = x[xo + 3 * xStep] + x[xo + 4 * xStep];
    float difference2 = x[xo + 3 * xStep] - x[xo + 4 * xStep];
    float sumHalf = x[xo + 5 * xStep] + x[xo + 6 * xStep];
    float differenceHalf = x[xo + 5 * xStep] - x[xo + 6 * xStep];
    float last = x[xo + 7 * xStep];
    float third = difference + difference2 * 8 + differenceHalf * 0.125f;
    y[yo] = first + sum + (sum2 + sumHalf);
    y[yo + yStep] = difference + difference2 * 2 + differenceHalf * 0.5f;
    y[yo + 2 * yStep] = sum + sum2 * 4 + sumHalf * 0.25f;
    if (side == 4) {
      y[yo + 3 * yStep] = third + last;
      return;
    }
    y[yo + 3 * yStep] = third;
    float fourth = sum + sum2 * 16 + sumHalf * 0.0625f;
    if (side == 5) {
      y[yo + 4 * yStep] = fourth + last;
      return;
    }
    y[yo + 4 * yStep] = fourth;
    y[yo + 5 * yStep] = difference + difference2 * 32 + differenceHalf * 0.03125f + last;
  }
}
