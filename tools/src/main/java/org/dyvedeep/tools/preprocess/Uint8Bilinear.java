package org.dyvedeep.tools.preprocess;

/**
 * Bilinear resize of 8-bit interleaved pictures with the arithmetic of OpenCV's {@code
 * cv::resize(..., INTER_LINEAR)}: weights in 11 bits, the sum of a row kept in 19 bits, the result
 * rounded to 8 bits. Weights round half to even, as OpenCV's cvRound does.
 */
final class Uint8Bilinear {
  private static final int WEIGHT_ONE = 1 << 11;

  private Uint8Bilinear() {}

  /**
   * Resizes one picture.
   *
   * @param source the picture to resize
   * @param width new width in pixels
   * @param height new height in pixels
   * @param out takes height x width x channels samples, from position 0
   */
  static void resize(PixelImage source, int width, int height, byte[] out) {
    int channels = source.channels();
    Taps columns = new Taps(source.width(), width);
    Taps rows = new Taps(source.height(), height);
    int[] columnWeights = fixedPoint(columns.weight);
    int[] rowWeights = fixedPoint(rows.weight);
    int length = width * channels;
    int[] upper = new int[length];
    int[] lower = new int[length];
    int upperRow = -1;
    int lowerRow = -1;
    for (int y = 0; y < height; y++) {
      if (rows.first[y] == lowerRow) {
        int[] swap = upper;
        upper = lower;
        lower = swap;
        upperRow = lowerRow;
        lowerRow = -1;
      }
      if (rows.first[y] != upperRow) {
        upperRow = rows.first[y];
        horizontal(source, upperRow, columns, columnWeights, upper);
      }
      if (rows.second[y] != lowerRow) {
        lowerRow = rows.second[y];
        horizontal(source, lowerRow, columns, columnWeights, lower);
      }
      vertical(upper, lower, rowWeights[y], out, y * length);
    }
  }

  private static void horizontal(
      PixelImage source, int row, Taps columns, int[] weights, int[] out) {
    byte[] samples = source.samples();
    int channels = source.channels();
    int start = row * source.width() * channels;
    int to = 0;
    for (int x = 0; x < weights.length; x++) {
      int left = start + columns.first[x] * channels;
      int right = start + columns.second[x] * channels;
      int weight = weights[x];
      for (int c = 0; c < channels; c++) {
        out[to++] =
            (samples[left + c] & 0xFF) * (WEIGHT_ONE - weight)
                + (samples[right + c] & 0xFF) * weight;
      }
    }
  }

  private static void vertical(int[] upper, int[] lower, int weight, byte[] out, int offset) {
    for (int i = 0; i < upper.length; i++) {
      int above = ((WEIGHT_ONE - weight) * (upper[i] >> 4)) >> 16;
      int below = (weight * (lower[i] >> 4)) >> 16;
      out[offset + i] = (byte) ((above + below + 2) >> 2);
    }
  }

  private static int[] fixedPoint(float[] weights) {
    int[] fixed = new int[weights.length];
    for (int i = 0; i < fixed.length; i++) {
      fixed[i] = (int) Math.rint(weights[i] * WEIGHT_ONE);
    }
    return fixed;
  }
}
