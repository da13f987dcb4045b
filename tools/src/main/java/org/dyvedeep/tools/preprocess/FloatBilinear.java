package org.dyvedeep.tools.preprocess;

/**
 * Bilinear resize of float planes with half-pixel centres and no rounding: PyTorch's {@code
 * bilinear, align_corners=False}.
 */
final class FloatBilinear {
  private FloatBilinear() {}

  /**
   * Resizes planes.
   *
   * @param source channels x sourceHeight x sourceWidth values
   * @param channels number of planes
   * @param sourceHeight pixels
   * @param sourceWidth pixels
   * @param height new height in pixels
   * @param width new width in pixels
   * @param out takes channels x height x width values, from position 0
   */
  static void resize(
      float[] source,
      int channels,
      int sourceHeight,
      int sourceWidth,
      int height,
      int width,
      float[] out) {
    Taps columns = new Taps(sourceWidth, width);
    Taps rows = new Taps(sourceHeight, height);
    int to = 0;
    for (int c = 0; c < channels; c++) {
      int plane = c * sourceHeight * sourceWidth;
      for (int y = 0; y < height; y++) {
        int above = plane + rows.first[y] * sourceWidth;
        int below = plane + rows.second[y] * sourceWidth;
        float down = rows.weight[y];
        for (int x = 0; x < width; x++) {
          int left = columns.first[x];
          int right = columns.second[x];
          float across = columns.weight[x];
          float upper = source[above + left] * (1 - across) + source[above + right] * across;
          float lower = source[below + left] * (1 - across) + source[below + right] * across;
          out[to++] = upper * (1 - down) + lower * down;
        }
      }
    }
  }
}
