package org.dyvedeep.tools.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dyvedeep.caffe.ImportLimits;
import org.dyvedeep.caffe.proto.BlobProto;
import org.dyvedeep.caffe.read.MeanImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeanFilesTest {
  private static final ImportLimits LIMITS = ImportLimits.defaults();

  @TempDir private Path folder;

  /** A mean of channels x side x side whose values count up from 0. */
  private Path mean(Path file, int channels, int side) throws IOException {
    BlobProto.Builder blob =
        BlobProto.newBuilder().setNum(1).setChannels(channels).setHeight(side).setWidth(side);
    for (int i = 0; i < channels * side * side; i++) {
      blob.addData(i);
    }
    return Files.write(file, blob.build().toByteArray());
  }

  private static Preprocessing steps(Resize resize, int crop, ChannelOrder order, String file) {
    return new Preprocessing(resize, crop, order, new Preprocessing.Mean(List.of(), file), 1f);
  }

  /** What is left of a black picture is the negated mean. */
  private static float[] used(
      Preprocessing steps, MeanImage mean, int channels, int side, String how) throws IOException {
    Preprocessor preprocessor =
        new Preprocessor(steps, mean, channels, side, side, new ImageDecoder());
    assertTrue(preprocessor.meanUse().contains(how), preprocessor.meanUse());
    float[] out = new float[channels * side * side];
    preprocessor.prepareImage(
        new PixelImage(4, 4, channels, new byte[16 * channels]), "black", out, 0);
    return out;
  }

  @Test
  void aMeanImageIsUsedCroppedOrReduced() throws IOException {
    mean(folder.resolve("m"), 1, 4);
    Preprocessing cropped = steps(Resize.plain(4, 4), 2, ChannelOrder.BGR, "m");
    MeanImage mean = MeanFiles.read(cropped, folder, LIMITS);
    assertArrayEquals(new float[] {-5, -6, -9, -10}, used(cropped, mean, 1, 2, "centre 2x2"));
    assertEquals(
        -15, used(steps(Resize.none(), 0, ChannelOrder.BGR, "m"), mean, 1, 4, "full mean")[15]);
    float[] reduced =
        used(steps(Resize.plain(5, 5), 2, ChannelOrder.BGR, "m"), mean, 1, 2, "per-channel");
    assertArrayEquals(new float[] {-7.5f, -7.5f, -7.5f, -7.5f}, reduced);
  }

  @Test
  void aMeanImageInBgrIsTurnedForAnRgbNetwork() throws IOException {
    mean(folder.resolve("m"), 3, 1);
    Preprocessing steps = steps(Resize.plain(1, 1), 0, ChannelOrder.RGB, "m");
    MeanImage mean = MeanFiles.read(steps, folder, LIMITS);
    assertArrayEquals(new float[] {-2, -1, 0}, used(steps, mean, 3, 1, "mean"));
  }

  @Test
  void readsAResource() throws IOException {
    try (InputStream in = Files.newInputStream(mean(folder.resolve("m"), 3, 2))) {
      assertEquals(3, MeanFiles.read(in, LIMITS).channels());
    }
  }

  @Test
  void theMeanMustLieBesideItsDescription() throws IOException {
    Path inside = Files.createDirectories(folder.resolve("inside"));
    mean(folder.resolve("m"), 3, 2);
    Files.createSymbolicLink(inside.resolve("link"), folder.resolve("m"));
    for (String name : List.of("../m", folder.resolve("m").toString(), "link")) {
      String message =
          assertThrows(
                  InvalidPreprocessingException.class,
                  () ->
                      MeanFiles.read(
                          steps(Resize.none(), 0, ChannelOrder.BGR, name), inside, LIMITS))
              .getMessage();
      assertTrue(message.contains("lies outside"), message);
    }
    String message =
        assertThrows(
                InvalidPreprocessingException.class,
                () ->
                    MeanFiles.read(steps(Resize.none(), 0, ChannelOrder.BGR, "x"), inside, LIMITS))
            .getMessage();
    assertTrue(message.contains("mean.file") && message.contains("\"x\""), message);
  }

  @Test
  void aMeanOfOtherChannelsIsRefused() throws IOException {
    mean(folder.resolve("m"), 1, 4);
    Preprocessing steps = steps(Resize.none(), 0, ChannelOrder.BGR, "m");
    MeanImage mean = MeanFiles.read(steps, folder, LIMITS);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Preprocessor(steps, mean, 3, 4, 4, new ImageDecoder()));
  }
}
