package org.dyvedeep.tools.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Bilinear interpolation straight from its definition in double precision, one output value at a
 * time.
 */
final class NaiveBilinear {
  private NaiveBilinear() {}

  /** A picture to sample, continued past its borders by its border pixels. */
  interface Picture {
    double at(int y, int x);
  }

  static double value(
      Picture picture, int height, int width, int newHeight, int newWidth, int y, int x) {
    double sourceY = (y + 0.5) * height / newHeight - 0.5;
    double sourceX = (x + 0.5) * width / newWidth - 0.5;
    double total = 0;
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        int atY = (int) Math.floor(sourceY) + row;
        int atX = (int) Math.floor(sourceX) + column;
        double share = (1 - Math.abs(sourceY - atY)) * (1 - Math.abs(sourceX - atX));
        int insideY = Math.min(Math.max(atY, 0), height - 1);
        int insideX = Math.min(Math.max(atX, 0), width - 1);
        total += share * picture.at(insideY, insideX);
      }
    }
    return total;
  }

  /** Checks planes that were resized in float, channels x newHeight x newWidth. */
  static void assertResized(
      float[] source, int height, int width, int newHeight, int newWidth, float[] resized) {
    for (int i = 0; i < resized.length; i++) {
      int plane = i / (newHeight * newWidth) * height * width;
      double expected =
          value(
              (row, column) -> source[plane + row * width + column],
              height,
              width,
              newHeight,
              newWidth,
              i / newWidth % newHeight,
              i % newWidth);
      assertEquals(expected, resized[i], 1e-3);
    }
  }
}
