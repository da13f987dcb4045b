package org.dyvedeep.tools.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.dyvedeep.tools.SharedFolders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  private final ImageDecoder decoder = new ImageDecoder();

  private PixelImage decode(byte[] bytes) throws IOException {
    return decoder.decode(Encoders.content(bytes));
  }

  private static void assertPixel(PixelImage image, int y, int x, int... expected) {
    assertEquals(expected.length, image.channels());
    for (int c = 0; c < expected.length; c++) {
      assertEquals(expected[c], image.sample(y, x, c), 2, "channel " + c);
    }
  }

  private static BufferedImage twoColours(int type) {
    BufferedImage image = new BufferedImage(3, 9, type);
    for (int y = 0; y < 9; y++) {
      for (int x = 0; x < 3; x++) {
        image.setRGB(x, y, x == 0 ? 0xFFFF8000 : 0xFF102030);
      }
    }
    return image;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void decodesColourWithBlueFirst(String format) throws IOException {
    PixelImage image = decode(Encoders.encode(twoColours(BufferedImage.TYPE_INT_RGB), format));
    assertEquals(3, image.width());
    assertEquals(9, image.height());
    assertPixel(image, 1, 0, 0x00, 0x80, 0xFF);
    assertPixel(image, 0, 2, 0x30, 0x20, 0x10);
  }

  @Test
  void decodesPalettesAndDropsAlphaWithoutBlending() throws IOException {
    PixelImage palette =
        decode(Encoders.encode(twoColours(BufferedImage.TYPE_BYTE_INDEXED), "png"));
    assertPixel(palette, 0, 0, 0x00, 0x99, 0xFF);
    PixelImage gif = decode(Encoders.encode(twoColours(BufferedImage.TYPE_BYTE_INDEXED), "gif"));
    assertPixel(gif, 0, 0, 0x00, 0x99, 0xFF);
    assertPixel(gif, 1, 0, 0x00, 0x99, 0xFF);
    assertPixel(
        gif, 1, 2, palette.sample(1, 2, 0), palette.sample(1, 2, 1), palette.sample(1, 2, 2));
    BufferedImage transparent = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    transparent.setRGB(0, 0, 0x01C86432);
    assertPixel(decode(Encoders.encode(transparent, "png")), 0, 0, 0x32, 0x64, 0xC8);
  }

  @Test
  void keepsGreySamplesAsStored() throws IOException {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setPixel(0, 0, new int[] {58});
    grey.getRaster().setPixel(1, 0, new int[] {200});
    PixelImage png = decode(Encoders.encode(grey, "png"));
    assertEquals(1, png.channels());
    assertEquals(58, png.sample(0, 0, 0));
    assertEquals(200, png.sample(0, 1, 0));
    assertPixel(decode(Encoders.rawJpeg(20, 20, 58)), 10, 10, 58);
  }

  @Test
  void keepsTheHighByteOfSixteenBitSamples() throws IOException {
    BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setPixel(0, 0, new int[] {0xABCD});
    assertEquals(0xAB, decode(Encoders.encode(deep, "png")).sample(0, 0, 0));
  }

  @Test
  void convertsJpegsYcbcr() throws IOException {
    byte[] jpeg = Encoders.encode(solid(40, 30, 0x2060A0), "jpeg");
    assertPixel(decode(jpeg), 15, 20, 0xA0, 0x60, 0x20);
  }

  @Test
  void takesRgbJpegsAsTheAdobeMarkerSays() throws IOException {
    byte[] jpeg = Encoders.rawJpeg(24, 16, 200, 100, 50);
    assertPixel(decode(Encoders.withAdobeMarker(jpeg, 0)), 8, 8, 50, 100, 200);
    // Y 200, Cb 100, Cr 50: red 200 + 1.402 * -78, green 200 + .344 * 28 + .714 * 78, blue 200 -
    // 1.772 * 28.
    assertPixel(decode(Encoders.withAdobeMarker(jpeg, 1)), 8, 8, 150, 255, 91);
  }

  @Test
  void multipliesCmykInksByBlackAsOpenCvDoes() throws IOException {
    byte[] jpeg = Encoders.rawJpeg(32, 32, 200, 100, 50, 128);
    // k - ((255 - c) * k >> 8), with the inks stored inverted.
    assertPixel(decode(jpeg), 9, 9, 26, 51, 101);
    assertPixel(decode(Encoders.withAdobeMarker(jpeg, 0)), 9, 9, 26, 51, 101);
  }

  @Test
  void convertsYcckToInksFirst() throws IOException {
    byte[] jpeg = Encoders.withAdobeMarker(Encoders.rawJpeg(32, 32, 100, 128, 128, 255), 2);
    // Grey 100 as YCC means inks of 155, stored inverted; full light (255) in K.
    int expected = 255 - (((255 - 155) * 255) >> 8);
    assertPixel(decode(jpeg), 9, 9, expected, expected, expected);
  }

  @Test
  void ignoresTheExifOrientation() throws IOException {
    byte[] jpeg = Encoders.withExifRotation(Encoders.encode(solid(40, 30, 0x808080), "jpeg"));
    PixelImage image = decode(jpeg);
    assertEquals(40, image.width());
    assertEquals(30, image.height());
  }

  @Test
  void everyTruncationOfAJpegIsOneErrorThatNamesTheFile() throws IOException {
    byte[] jpeg = Encoders.encode(noise(48, 32), "jpeg");
    for (int length = 0; length < jpeg.length; length += 7) {
      byte[] cut = Arrays.copyOf(jpeg, length);
      UnreadableImageException e =
          assertThrows(UnreadableImageException.class, () -> decode(cut), "length " + length);
      assertTrue(e.getMessage().startsWith("photo.test: "), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "bmp", "gif"})
  void damagedBytesGiveAPictureOrTheOneError(String format) throws IOException {
    byte[] good = Encoders.encode(noise(24, 20), format);
    Random random = new Random(42);
    for (int i = 0; i < 300; i++) {
      byte[] bad = good.clone();
      for (int j = 0; j < 3; j++) {
        bad[random.nextInt(Math.min(bad.length, 400))] = (byte) random.nextInt();
      }
      byte[] bytes = i % 3 == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad;
      try {
        PixelImage image = new ImageDecoder(1_000_000).decode(Encoders.content(bytes));
        assertTrue((long) image.width() * image.height() <= 1_000_000);
      } catch (UnreadableImageException e) {
        assertTrue(e.getMessage().startsWith("photo.test: "), e.getMessage());
      }
    }
  }

  @Test
  void refusesAHugePictureByItsHeader() throws IOException {
    byte[] jpeg = Encoders.encode(solid(16, 16, 0), "jpeg");
    int frame = indexOf(jpeg, 0xFF, 0xC0);
    Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xFF);
    String jpegMessage = assertThrows(IOException.class, () -> decode(jpeg)).getMessage();
    assertTrue(jpegMessage.contains("65535x65535"), jpegMessage);
    assertTrue(jpegMessage.contains("over the limit"), jpegMessage);

    byte[] png = Encoders.encode(solid(200, 100, 0), "png");
    ImageDecoder small = new ImageDecoder(19_999);
    String message =
        assertThrows(IOException.class, () -> small.decode(Encoders.content(png))).getMessage();
    assertTrue(message.contains("200x100 = 20000 pixels, over the limit of 19999"), message);
  }

  @Test
  void refusesWhatIsNoImage(@TempDir Path folder) throws IOException {
    assertTrue(
        assertThrows(
                UnreadableImageException.class,
                () -> decode("hello".getBytes(StandardCharsets.UTF_8)))
            .getMessage()
            .contains("expected JPEG, PNG, BMP or GIF"));
    Path absent = folder.resolve("absent.jpg");
    assertTrue(
        assertThrows(
                UnreadableImageException.class, () -> decoder.decode(new ImageContent.File(absent)))
            .getMessage()
            .contains("absent.jpg"));
  }

  @Test
  void agreesWithTheJdkOnPlainPhotos() throws IOException {
    Path folder = SharedFolders.data("imagenet-500");
    List<Path> photos;
    try (var files = Files.list(folder)) {
      photos = files.filter(f -> f.toString().endsWith(".JPEG")).sorted().toList();
    }
    for (int i = 0; i < photos.size(); i += 50) {
      PixelImage ours = decoder.decode(new ImageContent.File(photos.get(i)));
      BufferedImage theirs = ImageIO.read(photos.get(i).toFile());
      assertEquals(theirs.getWidth(), ours.width());
      if (ours.channels() == 3
          && theirs.getColorModel().getColorSpace().isCS_sRGB()
          && theirs.getSampleModel() instanceof ComponentSampleModel) {
        assertNearlyEqual(ours, theirs, photos.get(i));
      }
    }
  }

  /** All photos: their markers can be read and agree with the reader's size. */
  @Test
  void readsTheMarkersOfAllPhotos() throws IOException {
    Path folder = SharedFolders.data("imagenet-500");
    int grey = 0;
    int photos = 0;
    try (var files = Files.newDirectoryStream(folder, "*.JPEG")) {
      for (Path file : files) {
        JpegHeader header = JpegHeader.parse(Files.readAllBytes(file), file.toString());
        assertTrue(header.width() > 10 && header.height() > 10);
        grey += header.colour() == JpegHeader.Colour.GREY ? 1 : 0;
        photos++;
      }
    }
    assertEquals(500, photos);
    assertTrue(grey >= 5, grey + " grey photos");
  }

  private static void assertNearlyEqual(PixelImage ours, BufferedImage theirs, Path file) {
    long difference = 0;
    for (int y = 0; y < ours.height(); y++) {
      for (int x = 0; x < ours.width(); x++) {
        int rgb = theirs.getRGB(x, y);
        for (int c = 0; c < 3; c++) {
          difference += Math.abs(ours.sample(y, x, c) - ((rgb >> (8 * c)) & 0xFF));
        }
      }
    }
    double mean = difference / (3.0 * ours.width() * ours.height());
    assertTrue(mean < 0.5, file + ": mean difference " + mean);
  }

  private static BufferedImage solid(int width, int height, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  private static BufferedImage noise(int width, int height) {
    BufferedImage image = solid(width, height, 0);
    Random random = new Random(7);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return image;
  }

  private static int indexOf(byte[] bytes, int first, int second) {
    for (int i = 0; i + 1 < bytes.length; i++) {
      if ((bytes[i] & 0xFF) == first && (bytes[i + 1] & 0xFF) == second) {
        return i;
      }
    }
    throw new AssertionError("no such marker");
  }
}
