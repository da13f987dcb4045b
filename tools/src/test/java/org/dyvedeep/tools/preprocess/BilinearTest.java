package org.dyvedeep.tools.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BilinearTest {

  @Test
  void enlargesTwoPixelsAtHalfPixelCentres() {
    byte[] out = new byte[4];
    Uint8Bilinear.resize(new PixelImage(2, 1, 1, new byte[] {0, 100}), 4, 1, out);
    // Source coordinates -0.25, 0.25, 0.75, 1.25.
    assertArrayEquals(new byte[] {0, 25, 75, 100}, out);
  }

  @Test
  void roundsAnExactHalfUp() {
    byte[] out = new byte[1];
    Uint8Bilinear.resize(new PixelImage(2, 1, 1, new byte[] {10, 11}), 1, 1, out);
    assertEquals(11, out[0]);
  }

  @Test
  void halvingIsTheMeanOfFourPixelsPerChannel() {
    byte[] samples = {0, 10, 20, 4, 30, 20, 8, 50, 20, 12, 70, (byte) 200};
    byte[] out = new byte[3];
    Uint8Bilinear.resize(new PixelImage(2, 2, 3, samples), 1, 1, out);
    assertArrayEquals(new byte[] {6, 40, 65}, out);
  }

  @Test
  void shrinkingSkipsPixelsRatherThanSmoothing() {
    // Eight pixels to two: the source coordinates are 1.5 and 5.5, so only four of the eight
    // matter.
    byte[] samples = {99, 10, 20, 99, 99, 30, 50, 99};
    byte[] out = new byte[2];
    Uint8Bilinear.resize(new PixelImage(8, 1, 1, samples), 2, 1, out);
    assertArrayEquals(new byte[] {15, 40}, out);
  }

  /** Values that OpenCV 5.0.0's cv2.resize(picture, (5, 4), interpolation=INTER_LINEAR) gives. */
  @Test
  void eightBitResizeGivesOpenCvsValues() {
    int[][] expected = {
      {50, 103, 156, 163, 139, 64, 122, 175, 228, 81, 115, 136, 193, 93, 107},
      {115, 168, 119, 23, 76, 129, 187, 208, 37, 94, 147, 200, 104, 145, 108},
      {180, 143, 183, 87, 141, 149, 27, 48, 101, 159, 212, 86, 80, 120, 173},
      {142, 99, 94, 152, 173, 207, 60, 113, 166, 96, 72, 93, 132, 185, 141}
    };
    byte[] samples = new byte[7 * 9 * 3];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i / 27 * 37 + i / 3 % 9 * 91 + i % 3 * 53);
    }
    byte[] out = new byte[4 * 5 * 3];
    Uint8Bilinear.resize(new PixelImage(9, 7, 3, samples), 5, 4, out);
    for (int i = 0; i < out.length; i++) {
      assertEquals(expected[i / 15][i % 15], out[i] & 0xFF, "value " + i);
    }
  }

  @Property(tries = 300)
  void eightBitResizeIsWithinOneOfTheDefinition(
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 50) int newWidth,
      @ForAll @IntRange(min = 1, max = 50) int newHeight,
      @ForAll boolean colour,
      @ForAll long seed) {
    int channels = colour ? 3 : 1;
    byte[] samples = new byte[width * height * channels];
    new Random(seed).nextBytes(samples);
    PixelImage image = new PixelImage(width, height, channels, samples);
    byte[] out = new byte[newWidth * newHeight * channels];
    Uint8Bilinear.resize(image, newWidth, newHeight, out);
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        for (int c = 0; c < channels; c++) {
          int channel = c;
          double expected =
              NaiveBilinear.value(
                  (row, column) -> image.sample(row, column, channel),
                  height,
                  width,
                  newHeight,
                  newWidth,
                  y,
                  x);
          assertEquals(expected, out[(y * newWidth + x) * channels + c] & 0xFF, 1.0);
        }
      }
    }
  }

  @Property(tries = 300)
  void floatResizeFollowsTheDefinition(
      @ForAll @IntRange(min = 1, max = 20) int width,
      @ForAll @IntRange(min = 1, max = 20) int height,
      @ForAll @IntRange(min = 1, max = 50) int newWidth,
      @ForAll @IntRange(min = 1, max = 50) int newHeight,
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] source = new float[channels * height * width];
    for (int i = 0; i < source.length; i++) {
      source[i] = 255 * random.nextFloat();
    }
    float[] out = new float[channels * newHeight * newWidth];
    FloatBilinear.resize(source, channels, height, width, newHeight, newWidth, out);
    NaiveBilinear.assertResized(source, height, width, newHeight, newWidth, out);
  }
}
