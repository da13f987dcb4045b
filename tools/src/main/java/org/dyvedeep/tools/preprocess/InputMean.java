package org.dyvedeep.tools.preprocess;

import java.util.List;
import org.dyvedeep.caffe.read.MeanImage;

/** A mean brought to a network's input: one value a channel, or a value for every pixel. */
final class InputMean {
  private final int channels;
  private final int plane;
  private final float[] values;
  private final String how;

  private InputMean(int channels, int plane, float[] values, String how) {
    this.channels = channels;
    this.plane = plane;
    this.values = values;
    this.how = how;
  }

  /**
   * A mean given as values.
   *
   * @param given none, one for all channels, or one a channel
   * @param channels of the network's input
   * @throws IllegalArgumentException if there are not that many
   */
  static InputMean of(List<Float> given, int channels) {
    if (given.size() > 1 && given.size() != channels) {
      throw new IllegalArgumentException(
          "%d mean values for an input of %d channels".formatted(given.size(), channels));
    }
    float[] values = new float[channels];
    for (int c = 0; c < channels && !given.isEmpty(); c++) {
      values[c] = given.get(given.size() == 1 ? 0 : c);
    }
    return new InputMean(channels, 1, values, given.isEmpty() ? "no mean" : "mean values");
  }

  /**
   * A mean image: used as it is where its size is the input's; its centre where it has the size of
   * the picture before the crop (Caffe crops mean and picture alike); otherwise one value a
   * channel, as Caffe's classification example does.
   *
   * @param image in BGR order, as Caffe's compute_image_mean writes it
   * @param steps the preprocessing
   * @param height of the network's input in pixels
   * @param width of the network's input in pixels
   */
  static InputMean of(MeanImage image, Preprocessing steps, int height, int width) {
    MeanImage fitted = fit(image, steps, height, width);
    int plane = fitted.height() * fitted.width();
    float[] values = fitted.values().clone();
    if (steps.channelOrder() == ChannelOrder.RGB) {
      for (int c = 0; c < fitted.channels(); c++) {
        int from = (fitted.channels() - 1 - c) * plane;
        System.arraycopy(fitted.values(), from, values, c * plane, plane);
      }
    }
    return new InputMean(fitted.channels(), plane, values, fitted.how());
  }

  private static MeanImage fit(MeanImage image, Preprocessing steps, int height, int width) {
    if (image.height() == height && image.width() == width) {
      return image;
    }
    Resize resize = steps.resize();
    boolean sizeBeforeCrop =
        switch (resize.mode()) {
          case PLAIN -> image.height() == resize.height() && image.width() == resize.width();
          // The picture's own size is not known here: a mean that is large enough is taken to be of
          // that size.
          case NONE -> image.height() >= height && image.width() >= width;
          case SHORT_SIDE -> false;
        };
    return steps.crop() > 0 && sizeBeforeCrop
        ? image.centreCrop(height, width)
        : image.perChannel();
  }

  int channels() {
    return channels;
  }

  /** A clause that says what was done. */
  String how() {
    return how;
  }

  /** The mean of one channel at a flat position of its plane. */
  float at(int channel, int position) {
    return plane == 1 ? values[channel] : values[channel * plane + position];
  }
}
