package org.dyvedeep.tools.preprocess;

/**
 * Antialiased bilinear resize, as Pillow's {@code BILINEAR}: along the rows first, then along the
 * columns. Decoded pictures are rounded to 8 bits after each of the two, raw planes never.
 */
final class Antialiased {
  private Antialiased() {}

  /**
   * Resizes one decoded picture.
   *
   * @param source the picture to resize
   * @param width new width in pixels
   * @param height new height in pixels
   * @param out takes height x width x channels samples, from position 0
   */
  static void resize(PixelImage source, int width, int height, byte[] out) {
    int channels = source.channels();
    int pixels = source.width() * source.height();
    float[] planes = new float[channels * pixels];
    for (int i = 0; i < planes.length; i++) {
      planes[i % channels * pixels + i / channels] = source.samples()[i] & 0xFF;
    }
    float[] resized = new float[channels * height * width];
    resize(planes, channels, source.height(), source.width(), height, width, resized, true);
    for (int i = 0; i < resized.length; i++) {
      out[i] = (byte) resized[i % channels * height * width + i / channels];
    }
  }

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
   * @param rounded whether values are rounded to whole numbers after each direction
   */
  static void resize(
      float[] source,
      int channels,
      int sourceHeight,
      int sourceWidth,
      int height,
      int width,
      float[] out,
      boolean rounded) {
    TriangleTaps columns = new TriangleTaps(sourceWidth, width);
    TriangleTaps rows = new TriangleTaps(sourceHeight, height);
    float[] narrow = new float[sourceHeight * width];
    for (int c = 0; c < channels; c++) {
      int plane = c * sourceHeight * sourceWidth;
      for (int y = 0; y < sourceHeight; y++) {
        for (int x = 0; x < width; x++) {
          int from = plane + y * sourceWidth + columns.first[x];
          narrow[y * width + x] = sum(source, from, 1, columns.weights[x], rounded);
        }
      }
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int from = rows.first[y] * width + x;
          out[(c * height + y) * width + x] = sum(narrow, from, width, rows.weights[y], rounded);
        }
      }
    }
  }

  private static float sum(float[] values, int from, int step, float[] weights, boolean rounded) {
    float sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * values[from + i * step];
    }
    return rounded ? (float) Math.floor(sum + 0.5f) : sum;
  }
}
