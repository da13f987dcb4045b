package org.dyvedeep.engine.kernel.layout;

import java.util.Arrays;

/** What the layouts have in common. */
final class Sizes {
  private Sizes() {}

  static void check(int channels, int height, int width, int padY, int padX, long storedChannels) {
    if (channels < 1 || height < 1 || width < 1 || padY < 0 || padX < 0) {
      throw new IllegalArgumentException(
          "a layout needs extents of at least 1 and no negative border, got "
              + channels
              + "x"
              + height
              + "x"
              + width
              + " with a border of "
              + padY
              + "x"
              + padX);
    }
    double floats = (double) storedChannels * (height + 2.0 * padY) * (width + 2.0 * padX);
    if (floats > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "an image of "
              + channels
              + "x"
              + height
              + "x"
              + width
              + " exceeds 2^31 - 1 floats; use a smaller input");
    }
  }

  static void clearBorder(ActivationLayout layout, int blocks, float[] array, int image) {
    int side = layout.padX() * layout.channelsPerBlock();
    int edge = layout.padY() * layout.rowStride();
    for (int block = 0; block < blocks; block++) {
      int from = image + block * layout.blockStride();
      int to = from + layout.blockStride();
      Arrays.fill(array, from, from + edge, 0);
      Arrays.fill(array, to - edge, to, 0);
      for (int row = from + edge; row < to - edge; row += layout.rowStride()) {
        Arrays.fill(array, row, row + side, 0);
        Arrays.fill(array, row + layout.rowStride() - side, row + layout.rowStride(), 0);
      }
    }
  }
}
