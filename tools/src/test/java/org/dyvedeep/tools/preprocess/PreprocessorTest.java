package org.dyvedeep.tools.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PreprocessorTest {

  /**
   * Pixel (y, x) of an image of width 4 is blue 10y + x, green 100 + 10y + x, red 200 + 10y + x.
   */
  private static PixelImage numbered(int width, int height) {
    byte[] samples = new byte[width * height * 3];
    for (int i = 0; i < width * height; i++) {
      for (int c = 0; c < 3; c++) {
        samples[3 * i + c] = (byte) (100 * c + 10 * (i / width) + i % width);
      }
    }
    return new PixelImage(width, height, 3, samples);
  }

  private static Preprocessing steps(
      Resize resize, int crop, ChannelOrder order, Preprocessing.Mean mean, float scale) {
    return new Preprocessing(resize, crop, order, mean, scale);
  }

  @Test
  void cropsTheCentreRoundedDownAndWritesPlanesAtTheOffset() throws IOException {
    Preprocessing bgr =
        steps(Resize.none(), 2, ChannelOrder.BGR, Preprocessing.Mean.of(1f, 2f, 3f), 0.5f);
    float[] out = new float[14];
    Arrays.fill(out, -9);
    // 5 wide, 3 high: the crop starts at row (3 - 2) / 2 = 0, column (5 - 2) / 2 = 1.
    new Preprocessor(bgr, 3, 2, 2).prepareImage(numbered(5, 3), "x", out, 1);
    assertArrayEquals(
        new float[] {-9, 0, .5f, 5, 5.5f, 49.5f, 50, 54.5f, 55, 99, 99.5f, 104, 104.5f, -9}, out);
  }

  @Test
  void rgbReversesPlanesAndMeansStayInTheNetworksOrder() throws IOException {
    Preprocessing rgb =
        steps(Resize.none(), 0, ChannelOrder.RGB, Preprocessing.Mean.of(200f, 100f, 0f), 1f);
    float[] out = new float[3];
    new Preprocessor(rgb, 3, 1, 1).prepareImage(numbered(1, 1), "x", out, 0);
    assertArrayEquals(new float[] {0, 0, 0}, out);
  }

  @Test
  void rawRgbPlanesBecomeBgr() throws IOException {
    byte[] planes = {1, 2, 3, 4, 5, 6};
    ImageContent raw = ImageContent.Planes.ofBytes("record 0", 3, 1, 2, ChannelOrder.RGB, planes);
    float[] out = new float[6];
    new Preprocessor(Preprocessing.IDENTITY, 3, 1, 2).prepare(raw, out, 0);
    assertArrayEquals(new float[] {5, 6, 3, 4, 1, 2}, out);
  }

  @Test
  void rawPlanesAreEnlargedWithoutRounding() throws IOException {
    byte[] samples = new byte[3 * 32 * 32];
    new Random(3).nextBytes(samples);
    ImageContent.Planes raw =
        ImageContent.Planes.ofBytes("record", 3, 32, 32, ChannelOrder.RGB, samples);
    Preprocessing steps =
        steps(
            Resize.plain(227, 227),
            0,
            ChannelOrder.BGR,
            Preprocessing.Mean.of(104f, 117f, 123f),
            1f);
    float[] means = {104, 117, 123};
    float[] out = new float[3 * 227 * 227];
    new Preprocessor(steps, 3, 227, 227).prepare(raw, out, 0);
    for (int i = 0; i < out.length; i += 101) {
      int channel = i / (227 * 227);
      int plane = (2 - channel) * 32 * 32;
      double expected =
          NaiveBilinear.value(
              (row, column) -> samples[plane + row * 32 + column] & 0xFF,
              32,
              32,
              227,
              227,
              i / 227 % 227,
              i % 227);
      assertEquals(expected - means[channel], out[i], 1e-3);
    }
  }

  @Property(tries = 60)
  void theWholeWayFollowsItsDefinition(
      @ForAll @IntRange(min = 8, max = 60) int width,
      @ForAll @IntRange(min = 8, max = 60) int height,
      @ForAll @IntRange(min = 6, max = 40) int side,
      @ForAll @IntRange(min = 1, max = 6) int crop,
      @ForAll boolean shortSide,
      @ForAll boolean rgb,
      @ForAll long seed)
      throws IOException {
    byte[] samples = new byte[width * height * 3];
    new Random(seed).nextBytes(samples);
    PixelImage image = new PixelImage(width, height, 3, samples);
    Preprocessing steps =
        steps(
            shortSide ? Resize.shortSide(side) : Resize.plain(side, side + 1),
            crop,
            rgb ? ChannelOrder.RGB : ChannelOrder.BGR,
            Preprocessing.Mean.of(10f, 20f, 30f),
            2f);
    int least = Math.min(width, height);
    int newWidth = shortSide ? (int) Math.round((double) width * side / least) : side;
    int newHeight = shortSide ? (int) Math.round((double) height * side / least) : side + 1;
    int top = (newHeight - crop) / 2;
    int left = (newWidth - crop) / 2;
    float[] out = new float[3 * crop * crop];
    new Preprocessor(steps, 3, crop, crop).prepareImage(image, "x", out, 0);
    for (int i = 0; i < out.length; i++) {
      int channel = i / (crop * crop);
      int stored = rgb ? 2 - channel : channel;
      double pixel =
          NaiveBilinear.value(
              (row, column) -> image.sample(row, column, stored),
              height,
              width,
              newHeight,
              newWidth,
              top + i / crop % crop,
              left + i % crop);
      assertEquals((pixel - 10 * (channel + 1)) * 2, out[i], 2.0);
    }
  }

  @Test
  void buffersAreReusedWithoutLeakingOnePictureIntoTheNext() throws IOException {
    Preprocessing steps =
        steps(Resize.plain(6, 6), 4, ChannelOrder.BGR, Preprocessing.Mean.none(), 1f);
    Preprocessor reused = new Preprocessor(steps, 3, 4, 4);
    float[] first = new float[48];
    reused.prepareImage(numbered(9, 7), "a", new float[48], 0);
    reused.prepareImage(numbered(3, 5), "b", first, 0);
    float[] fresh = new float[48];
    new Preprocessor(steps, 3, 4, 4).prepareImage(numbered(3, 5), "b", fresh, 0);
    assertArrayEquals(fresh, first);
  }

  @Test
  void greyFillsThreePlanesAndColourBecomesGreyForOnePlane() throws IOException {
    float[] three = new float[3];
    new Preprocessor(Preprocessing.IDENTITY, 3, 1, 1)
        .prepareImage(new PixelImage(1, 1, 1, new byte[] {77}), "grey", three, 0);
    assertArrayEquals(new float[] {77, 77, 77}, three);
    float[] one = new float[1];
    new Preprocessor(Preprocessing.IDENTITY, 1, 1, 1)
        .prepareImage(new PixelImage(1, 1, 3, new byte[] {10, 20, 30}), "colour", one, 0);
    // 0.114 * 10 + 0.587 * 20 + 0.299 * 30 = 21.85
    assertArrayEquals(new float[] {22}, one);
  }

  @Test
  void aPictureThatDoesNotFitSaysWhatToDo() {
    Preprocessor preprocessor = new Preprocessor(Preprocessing.IDENTITY, 3, 8, 8);
    UnreadableImageException e =
        assertThrows(
            UnreadableImageException.class,
            () -> preprocessor.prepareImage(numbered(5, 4), "small.png", new float[192], 0));
    assertTrue(e.getMessage().contains("small.png: is 4x5 (height x width)"), e.getMessage());
    assertTrue(e.getMessage().contains("set resize"), e.getMessage());
  }

  @Test
  void anExtremeShapeIsRefusedBeforeItIsResized() {
    Preprocessing steps =
        steps(Resize.shortSide(4096), 227, ChannelOrder.BGR, Preprocessing.Mean.none(), 1f);
    Preprocessor preprocessor = new Preprocessor(steps, 3, 227, 227);
    UnreadableImageException e =
        assertThrows(
            UnreadableImageException.class,
            () -> preprocessor.prepareImage(numbered(50_000, 1), "strip.png", new float[1], 0));
    assertTrue(e.getMessage().contains("over the limit"), e.getMessage());
  }

  @Test
  void aDescriptionThatCannotGiveTheInputIsRefused() {
    Preprocessing steps =
        steps(Resize.plain(256, 256), 224, ChannelOrder.BGR, Preprocessing.Mean.none(), 1f);
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> new Preprocessor(steps, 3, 227, 227))
            .getMessage()
            .contains("gives 224x224"));
    Preprocessing image =
        steps(Resize.none(), 0, ChannelOrder.BGR, new Preprocessing.Mean(List.of(), "m"), 1f);
    assertThrows(IllegalArgumentException.class, () -> new Preprocessor(image, 3, 32, 32));
  }
}
