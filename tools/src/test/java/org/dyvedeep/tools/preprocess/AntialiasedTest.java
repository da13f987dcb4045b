package org.dyvedeep.tools.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AntialiasedTest {

  /**
   * Four pixels to two: centres at 1 and 3, a triangle that reaches 2 pixels to both sides. Pixel
   * centres lie 0.5 and 1.5 from it: weights 0.75 and 0.25, cut at the border and normalised.
   */
  @Test
  void halvingWeighsThreePixelsAtTheBorder() {
    TriangleTaps taps = new TriangleTaps(4, 2);
    assertArrayEquals(new int[] {0, 1}, taps.first);
    float[] left = {0.75f / 1.75f, 0.75f / 1.75f, 0.25f / 1.75f};
    float[] right = {0.25f / 1.75f, 0.75f / 1.75f, 0.75f / 1.75f};
    assertArrayEquals(left, taps.weights[0], 1e-7f);
    assertArrayEquals(right, taps.weights[1], 1e-7f);
  }

  /** Away from the borders the same triangle has four taps: 1, 3, 3, 1 eighths. */
  @Test
  void halvingWeighsFourPixelsInside() {
    TriangleTaps taps = new TriangleTaps(8, 4);
    assertEquals(1, taps.first[1]);
    assertArrayEquals(new float[] {0.125f, 0.375f, 0.375f, 0.125f}, taps.weights[1], 1e-7f);
  }

  @Test
  void aPictureIsRoundedAfterEachDirection() {
    byte[] out = new byte[1];
    Antialiased.resize(new PixelImage(2, 2, 1, new byte[] {0, 1, 0, 0}), 1, 1, out);
    // Along the rows: 0.5, rounded up to 1, and 0; along the column 0.5, rounded up to 1. Without
    // rounding it is 0.25.
    assertEquals(1, out[0]);
    float[] planes = new float[1];
    Antialiased.resize(new float[] {0, 1, 0, 0}, 1, 2, 2, 1, 1, planes, false);
    assertEquals(0.25f, planes[0]);
  }

  @Test
  void shrinkingSmoothesWherePlainBilinearSkips() {
    byte[] stripes = {0, 100, 0, 100, 0, 100, 0, 100};
    byte[] out = new byte[2];
    Antialiased.resize(new PixelImage(8, 1, 1, stripes), 2, 1, out);
    assertTrue(Math.abs(out[0] - 50) <= 8 && Math.abs(out[1] - 50) <= 8, Arrays.toString(out));
  }

  @Test
  void channelsStayApart() {
    byte[] samples = {10, 20, 30, 30, 40, 50};
    byte[] out = new byte[3];
    Antialiased.resize(new PixelImage(2, 1, 3, samples), 1, 1, out);
    assertArrayEquals(new byte[] {20, 30, 40}, out);
  }

  @Property(tries = 300)
  void weightsSumToOneAndLieInside(
      @ForAll @IntRange(min = 1, max = 300) int from,
      @ForAll @IntRange(min = 1, max = 300) int to) {
    TriangleTaps taps = new TriangleTaps(from, to);
    for (int i = 0; i < to; i++) {
      double sum = 0;
      for (float weight : taps.weights[i]) {
        assertTrue(weight >= 0, "weight " + weight);
        sum += weight;
      }
      assertEquals(1, sum, 1e-6);
      assertTrue(taps.first[i] >= 0 && taps.first[i] + taps.weights[i].length <= from);
    }
  }

  @Property(tries = 200)
  void aConstantPictureStaysConstant(
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 40) int newWidth,
      @ForAll @IntRange(min = 1, max = 40) int newHeight,
      @ForAll byte value) {
    byte[] samples = new byte[width * height];
    Arrays.fill(samples, value);
    byte[] out = new byte[newWidth * newHeight];
    byte[] expected = new byte[newWidth * newHeight];
    Arrays.fill(expected, value);
    Antialiased.resize(new PixelImage(width, height, 1, samples), newWidth, newHeight, out);
    assertArrayEquals(expected, out);
  }

  @Property(tries = 200)
  void enlargingIsPlainBilinear(
      @ForAll @IntRange(min = 1, max = 20) int width,
      @ForAll @IntRange(min = 1, max = 20) int height,
      @ForAll @IntRange(min = 0, max = 20) int moreWidth,
      @ForAll @IntRange(min = 0, max = 20) int moreHeight,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] source = new float[2 * height * width];
    for (int i = 0; i < source.length; i++) {
      source[i] = 255 * random.nextFloat();
    }
    int newHeight = height + moreHeight;
    int newWidth = width + moreWidth;
    float[] out = new float[2 * newHeight * newWidth];
    Antialiased.resize(source, 2, height, width, newHeight, newWidth, out, false);
    NaiveBilinear.assertResized(source, height, width, newHeight, newWidth, out);
  }
}
