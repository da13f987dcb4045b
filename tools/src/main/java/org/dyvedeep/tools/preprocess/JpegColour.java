package org.dyvedeep.tools.preprocess;

/**
 * From a JPEG's samples to B, G, R by the arithmetic of libjpeg (JFIF's YCbCr in 16-bit fixed
 * point) and, for four components, of OpenCV, which takes every CMYK file as stored inverted (as
 * Adobe stores it) and multiplies each ink by K.
 */
final class JpegColour {
  private static final int BITS = 16;
  private static final int HALF = 1 << (BITS - 1);
  private static final int CR_TO_R = fixed(1.40200);
  private static final int CB_TO_B = fixed(1.77200);
  private static final int CR_TO_G = fixed(0.71414);
  private static final int CB_TO_G = fixed(0.34414);

  private JpegColour() {}

  private static int fixed(double value) {
    return (int) Math.round(value * (1 << BITS));
  }

  /**
   * Converts one row.
   *
   * @param row one row of interleaved samples as stored in the file
   * @param pixels pixels of the row
   * @param colour what the samples mean; not {@link JpegHeader.Colour#GREY}
   * @param out interleaved B, G, R
   * @param offset where in {@code out} the row goes
   */
  static void toBgr(int[] row, int pixels, JpegHeader.Colour colour, byte[] out, int offset) {
    int components = colour == JpegHeader.Colour.RGB || colour == JpegHeader.Colour.YCBCR ? 3 : 4;
    for (int x = 0; x < pixels; x++) {
      int from = x * components;
      int red = row[from];
      int green = row[from + 1];
      int blue = row[from + 2];
      if (colour == JpegHeader.Colour.YCBCR || colour == JpegHeader.Colour.YCCK) {
        int luma = red;
        int cb = green - 128;
        int cr = blue - 128;
        red = clamp(luma + ((CR_TO_R * cr + HALF) >> BITS));
        green = clamp(luma + ((-CB_TO_G * cb - CR_TO_G * cr + HALF) >> BITS));
        blue = clamp(luma + ((CB_TO_B * cb + HALF) >> BITS));
      }
      if (components == 4) {
        int key = row[from + 3];
        boolean ycck = colour == JpegHeader.Colour.YCCK;
        red = underInk(ycck ? 255 - red : red, key);
        green = underInk(ycck ? 255 - green : green, key);
        blue = underInk(ycck ? 255 - blue : blue, key);
      }
      int to = offset + 3 * x;
      out[to] = (byte) blue;
      out[to + 1] = (byte) green;
      out[to + 2] = (byte) red;
    }
  }

  private static int underInk(int ink, int key) {
    return key - (((255 - ink) * key) >> 8);
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
