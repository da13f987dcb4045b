package org.dyvedeep.tools.preprocess;

import java.util.Arrays;

/**
 * A mean image: channels x height x width values in the data set's channel order (BGR for Caffe's
 * compute_image_mean), and how it is brought to a network's input.
 */
public final class MeanImage {
  private final int channels;
  private final int height;
  private final int width;
  private final float[] values;

  /**
   * A mean image of the given size.
   *
   * @param channels number of planes
   * @param height pixels
   * @param width pixels
   * @param values channels x height x width values; kept, not copied
   */
  public MeanImage(int channels, int height, int width, float[] values) {
    if (channels <= 0
        || height <= 0
        || width <= 0
        || values.length != (long) channels * height * width) {
      throw new IllegalArgumentException(
          "%d mean values for %dx%dx%d".formatted(values.length, channels, height, width));
    }
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.values = values;
  }

  /** A mean with one value a channel, the same everywhere: channels x 1 x 1. */
  public static MeanImage perChannel(float... values) {
    return new MeanImage(values.length, 1, 1, values.clone());
  }

  /**
   * The mean for an input of the given size: the image itself where the sizes agree; its centre
   * where the image is what is cropped from (Caffe crops mean and picture alike); otherwise one
   * value a channel, as Caffe's classification example does.
   *
   * @param targetHeight pixels of the network's input
   * @param targetWidth pixels of the network's input
   * @param uncroppedHeight pixels of the picture before the crop, or 0 if not known beforehand
   * @param uncroppedWidth pixels of the picture before the crop, or 0 if not known beforehand
   */
  public Fitted fit(int targetHeight, int targetWidth, int uncroppedHeight, int uncroppedWidth) {
    String size = height + "x" + width;
    if (height == targetHeight && width == targetWidth) {
      return new Fitted(this, "mean image " + size + " used as it is");
    }
    if (height == uncroppedHeight && width == uncroppedWidth) {
      return new Fitted(
          crop(targetHeight, targetWidth),
          "mean image %s cropped to its centre %dx%d".formatted(size, targetHeight, targetWidth));
    }
    return new Fitted(average(), "mean image " + size + " reduced to one value a channel");
  }

  /**
   * A mean brought to a network's input.
   *
   * @param mean of the input's size, or channels x 1 x 1
   * @param how a clause that says what was done
   */
  public record Fitted(MeanImage mean, String how) {}

  private MeanImage crop(int targetHeight, int targetWidth) {
    int top = (height - targetHeight) / 2;
    int left = (width - targetWidth) / 2;
    float[] cropped = new float[channels * targetHeight * targetWidth];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < targetHeight; y++) {
        System.arraycopy(
            values,
            (c * height + top + y) * width + left,
            cropped,
            (c * targetHeight + y) * targetWidth,
            targetWidth);
      }
    }
    return new MeanImage(channels, targetHeight, targetWidth, cropped);
  }

  private MeanImage average() {
    int plane = height * width;
    float[] averages = new float[channels];
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        sum += values[i];
      }
      averages[c] = (float) (sum / plane);
    }
    return new MeanImage(channels, 1, 1, averages);
  }

  /** Number of planes. */
  public int channels() {
    return channels;
  }

  /** Height in pixels; 1 for a mean per channel. */
  public int height() {
    return height;
  }

  /** Width in pixels; 1 for a mean per channel. */
  public int width() {
    return width;
  }

  /** A copy of the values, channels x height x width. */
  public float[] values() {
    return values.clone();
  }

  /** The mean of one channel at a flat position of its plane. */
  float at(int channel, int position) {
    return height == 1 && width == 1
        ? values[channel]
        : values[channel * height * width + position];
  }

  /** The planes in reverse order (BGR from RGB and back). */
  MeanImage reversed() {
    int plane = height * width;
    float[] reversed = new float[values.length];
    for (int c = 0; c < channels; c++) {
      System.arraycopy(values, c * plane, reversed, (channels - 1 - c) * plane, plane);
    }
    return new MeanImage(channels, height, width, reversed);
  }

  @Override
  public String toString() {
    return height == 1 && width == 1
        ? "mean " + Arrays.toString(values)
        : "mean image %dx%dx%d".formatted(channels, height, width);
  }
}
