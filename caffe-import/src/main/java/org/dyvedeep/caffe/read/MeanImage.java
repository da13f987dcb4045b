package org.dyvedeep.caffe.read;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dyvedeep.caffe.ImportLimits;

/**
 * The mean of a set of training images, from a {@code binaryproto} file: channels x height x width,
 * in the order and range of Caffe's inputs (BGR, 0 to 255).
 */
public final class MeanImage {
  private final int channels;
  private final int height;
  private final int width;
  private final float[] values;
  private final String how;

  private MeanImage(int channels, int height, int width, float[] values, String how) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.values = values;
    this.how = how;
  }

  /**
   * Reads a mean file.
   *
   * @throws org.dyvedeep.caffe.ModelImportException if it cannot be read, is damaged or is not one
   *     image
   */
  public static MeanImage read(Path file, ImportLimits limits) {
    int size = ModelFiles.binarySize(file);
    ModelFiles.refuseForeign(file.toString(), ModelFiles.head(file), "a mean image (binaryproto)");
    ReadContext context = new ReadContext(file.toString(), limits);
    try (InputStream stream = Files.newInputStream(file)) {
      return of(context, new BlobReader(new WireSource(context, stream, size)).read());
    } catch (InvalidProtocolBufferException e) {
      throw CaffemodelReader.damaged(file, e);
    } catch (IOException e) {
      throw ModelFiles.unreadable(file, e);
    }
  }

  private static MeanImage of(ReadContext context, CaffeBlob blob) {
    int[] dims = blob.dims();
    int first = dims.length - 3;
    boolean oneImage = first == 0 || (first == 1 && dims[0] == 1);
    if (!oneImage || blob.data().length == 0) {
      throw context
          .problem("shape")
          .found("a blob of " + blob.shape())
          .expected("one image: 1 x channels x height x width")
          .advice("check that this is a mean file, made by Caffe's compute_image_mean")
          .build();
    }
    String how = "full mean image of " + dims[first + 1] + "x" + dims[first + 2];
    return new MeanImage(dims[first], dims[first + 1], dims[first + 2], blob.data(), how);
  }

  /** Number of channels. */
  public int channels() {
    return channels;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** The values, channel by channel and row by row; not a copy. */
  public float[] values() {
    return values;
  }

  /**
   * Which mean this is: "full mean image of 256x256", "centre 227x227 of the ..." or "per-channel
   * mean of ...".
   */
  public String how() {
    return how;
  }

  /**
   * The centre of the image, as Caffe takes it: the offset is half the difference, rounded down.
   *
   * @throws IllegalArgumentException if the image is smaller
   */
  public MeanImage centreCrop(int cropHeight, int cropWidth) {
    if (cropHeight < 1 || cropWidth < 1 || cropHeight > height || cropWidth > width) {
      throw new IllegalArgumentException(
          "a mean image of " + height + "x" + width + " has no " + cropHeight + "x" + cropWidth);
    }
    int top = (height - cropHeight) / 2;
    int left = (width - cropWidth) / 2;
    float[] crop = new float[channels * cropHeight * cropWidth];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < cropHeight; y++) {
        int from = (c * height + top + y) * width + left;
        System.arraycopy(values, from, crop, (c * cropHeight + y) * cropWidth, cropWidth);
      }
    }
    String what = "centre " + cropHeight + "x" + cropWidth + " of the " + how;
    return new MeanImage(channels, cropHeight, cropWidth, crop, what);
  }

  /** One value a channel, the mean over the image, as a channels x 1 x 1 image. */
  public MeanImage perChannel() {
    int plane = height * width;
    float[] means = new float[channels];
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      for (int i = 0; i < plane; i++) {
        sum += values[c * plane + i];
      }
      means[c] = (float) (sum / plane);
    }
    return new MeanImage(channels, 1, 1, means, "per-channel mean of the " + how);
  }
}
