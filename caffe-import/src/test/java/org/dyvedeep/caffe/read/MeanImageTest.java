package org.dyvedeep.caffe.read;

import static org.dyvedeep.caffe.ImportFailures.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.dyvedeep.caffe.ImportLimits;
import org.dyvedeep.caffe.SharedFiles;
import org.dyvedeep.caffe.proto.BlobProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeanImageTest {
  @TempDir private Path folder;

  /** Pixel (c, y, x) has the value 100 c + 10 y + x. */
  private static BlobProto.Builder numbered(int channels, int height, int width) {
    BlobProto.Builder blob =
        BlobProto.newBuilder().setNum(1).setChannels(channels).setHeight(height).setWidth(width);
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          blob.addData(100 * c + 10 * y + x);
        }
      }
    }
    return blob;
  }

  private MeanImage read(BlobProto.Builder blob) {
    return read(blob.build().toByteArray());
  }

  private MeanImage read(byte... bytes) {
    try {
      Path file = Files.write(folder.resolve("mean.binaryproto"), bytes);
      return MeanImage.read(file, ImportLimits.defaults());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void wholeCroppedAndPerChannel() {
    MeanImage mean = read(numbered(2, 3, 4));
    assertEquals("full mean image of 3x4", mean.how());
    assertEquals(123, mean.values()[1 * 12 + 2 * 4 + 3]);
    // Offsets: (3 - 2) / 2 = 0 rows, (4 - 1) / 2 = 1 column.
    MeanImage crop = mean.centreCrop(2, 1);
    assertArrayEquals(new float[] {1, 11, 101, 111}, crop.values());
    assertEquals("centre 2x1 of the full mean image of 3x4", crop.how());
    MeanImage channels = mean.perChannel();
    assertArrayEquals(new float[] {11.5f, 111.5f}, channels.values());
    assertEquals(1, channels.height());
    assertEquals("per-channel mean of the full mean image of 3x4", channels.how());
    assertThrows(IllegalArgumentException.class, () -> mean.centreCrop(4, 4));
  }

  @Test
  void shapesThatAreNotOneImage() {
    assertRefused(() -> read(numbered(2, 3, 4).setNum(2)), "24 values", "expected 48");
    assertRefused(() -> read(BlobProto.newBuilder().addData(1)), "scalar", "one image");
    assertRefused(() -> read(numbered(1, 1, 0)), "1x1x1x0");
    assertRefused(() -> read(), "an empty file", "binaryproto");
    byte[] whole = numbered(2, 3, 4).build().toByteArray();
    assertRefused(() -> read(Arrays.copyOf(whole, 50)), "mean.binaryproto");
  }

  @Test
  void realMeanOfCifar10() {
    MeanImage mean =
        MeanImage.read(
            SharedFiles.model("trained/cifar10-mean.binaryproto"), ImportLimits.defaults());
    assertEquals(3, mean.channels());
    assertEquals(32, mean.height());
    // CIFAR-10's means are known: blue 113.9, green 123.0, red 125.3 of 255.
    assertArrayEquals(new float[] {113.9f, 123.0f, 125.3f}, mean.perChannel().values(), 0.5f);
  }
}
