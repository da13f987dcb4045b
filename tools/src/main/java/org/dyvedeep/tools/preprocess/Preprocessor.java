package org.dyvedeep.tools.preprocess;

import java.io.IOException;
import org.dyvedeep.caffe.read.MeanImage;

/**
 * Carries out a {@link Preprocessing} for a network's input of channels x height x width. It keeps
 * its buffers between pictures, so one instance belongs to one thread.
 */
public final class Preprocessor {
  private final Preprocessing steps;
  private final int channels;
  private final int height;
  private final int width;
  private final InputMean mean;
  private final ImageDecoder decoder;
  private byte[] resizedBytes = new byte[0];
  private float[] planes = new float[0];
  private float[] resizedPlanes = new float[0];

  /**
   * A preprocessor without a mean image.
   *
   * @param steps what to do
   * @param channels of the network's input: 3 or 1
   * @param height of the network's input in pixels
   * @param width of the network's input in pixels
   * @throws IllegalArgumentException if the description cannot give such an input, or wants a mean
   *     image
   */
  public Preprocessor(Preprocessing steps, int channels, int height, int width) {
    this(steps, null, channels, height, width, new ImageDecoder());
  }

  /**
   * A preprocessor with all its parts given.
   *
   * @param steps what to do
   * @param meanImage the mean image of {@code steps.mean().file()}, in BGR order as Caffe writes
   *     it; null without one
   * @param channels of the network's input: 3 or 1
   * @param height of the network's input in pixels
   * @param width of the network's input in pixels
   * @param decoder decodes encoded pictures
   * @throws IllegalArgumentException if the description cannot give such an input
   */
  public Preprocessor(
      Preprocessing steps,
      MeanImage meanImage,
      int channels,
      int height,
      int width,
      ImageDecoder decoder) {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "the network's input has " + channels + " channels; pictures give 1 or 3");
    }
    this.steps = steps;
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.decoder = decoder;
    checkSize();
    this.mean = fitMean(meanImage);
    if (mean.channels() != channels) {
      throw new IllegalArgumentException(
          "the mean has %d channels, the network's input %d".formatted(mean.channels(), channels));
    }
  }

  private void checkSize() {
    int crop = steps.crop();
    Resize resize = steps.resize();
    boolean plain = resize.mode() == Resize.Mode.PLAIN;
    boolean wrongCrop = crop > 0 && (crop != height || crop != width);
    boolean wrongPlain =
        crop == 0 && plain && (resize.height() != height || resize.width() != width);
    if (wrongCrop || wrongPlain) {
      throw new IllegalArgumentException(
          "the preprocessing gives %dx%d (height x width), the network's input is %dx%d; change crop or resize"
              .formatted(
                  wrongCrop ? crop : resize.height(),
                  wrongCrop ? crop : resize.width(),
                  height,
                  width));
    }
    boolean tooSmall =
        resize.mode() != Resize.Mode.NONE && crop > Math.min(resize.height(), resize.width());
    if (tooSmall) {
      throw new IllegalArgumentException(
          "crop %d is larger than the resized picture %dx%d"
              .formatted(crop, resize.height(), resize.width()));
    }
  }

  private InputMean fitMean(MeanImage image) {
    if (steps.mean().file() == null) {
      return InputMean.of(steps.mean().values(), channels);
    }
    if (image == null) {
      throw new IllegalArgumentException(
          "the preprocessing wants the mean image " + steps.mean().file() + "; none was given");
    }
    return InputMean.of(image, steps, height, width);
  }

  /** How the mean is used: a clause for logs. */
  public String meanUse() {
    return mean.how();
  }

  /** Values that one picture fills: channels x height x width. */
  public int length() {
    return channels * height * width;
  }

  /**
   * Prepares one picture.
   *
   * @param content the picture
   * @param out takes {@link #length()} values in CHW order
   * @param offset where in {@code out} they go
   * @throws UnreadableImageException if the picture cannot be decoded or does not come out at the
   *     network's size
   * @throws IOException if the picture cannot be read
   */
  public void prepare(ImageContent content, float[] out, int offset) throws IOException {
    if (content instanceof ImageContent.Planes raw) {
      preparePlanes(raw, out, offset);
    } else if (content instanceof ImageContent.Encoded encoded) {
      prepareImage(decoder.decode(encoded), content.name(), out, offset);
    }
  }

  /**
   * Prepares one decoded picture; see {@link #prepare}.
   *
   * @param name what to call it in messages
   */
  public void prepareImage(PixelImage image, String name, float[] out, int offset)
      throws UnreadableImageException {
    PixelImage resized = resizeBytes(image, name);
    emit(toSource(resized), resized.height(), resized.width(), out, offset);
  }

  private void preparePlanes(ImageContent.Planes raw, float[] out, int offset)
      throws UnreadableImageException {
    if (raw.channels() != 1 && raw.channels() != 3) {
      throw new UnreadableImageException(
          raw.name(), "has " + raw.channels() + " channels; expected 1 or 3");
    }
    int count = raw.channels() * raw.height() * raw.width();
    planes = grown(planes, count);
    for (int i = 0; i < count; i++) {
      planes[i] = raw.sample(i);
    }
    checkFits(raw.name(), raw.width(), raw.height());
    int newHeight = (int) steps.resize().targetHeight(raw.width(), raw.height());
    int newWidth = (int) steps.resize().targetWidth(raw.width(), raw.height());
    float[] values = planes;
    if (newHeight != raw.height() || newWidth != raw.width()) {
      resizedPlanes = grown(resizedPlanes, raw.channels() * newHeight * newWidth);
      resizePlanes(raw, newHeight, newWidth);
      values = resizedPlanes;
    }
    float[] resized = values;
    int plane = newHeight * newWidth;
    boolean sameOrder = raw.order() == steps.channelOrder();
    ChannelSource source =
        (c, position) -> resized[(sameOrder ? c : raw.channels() - 1 - c) * plane + position];
    emit(convertChannels(source, raw.channels()), newHeight, newWidth, out, offset);
  }

  private boolean antialiased() {
    return steps.resize().interpolation() == Resize.Interpolation.ANTIALIASED;
  }

  private void resizePlanes(ImageContent.Planes raw, int newHeight, int newWidth) {
    int count = raw.channels();
    int fromHeight = raw.height();
    int fromWidth = raw.width();
    if (antialiased()) {
      Antialiased.resize(
          planes, count, fromHeight, fromWidth, newHeight, newWidth, resizedPlanes, false);
    } else {
      FloatBilinear.resize(
          planes, count, fromHeight, fromWidth, newHeight, newWidth, resizedPlanes);
    }
  }

  private PixelImage resizeBytes(PixelImage image, String name) throws UnreadableImageException {
    checkFits(name, image.width(), image.height());
    int newWidth = (int) steps.resize().targetWidth(image.width(), image.height());
    int newHeight = (int) steps.resize().targetHeight(image.width(), image.height());
    if (newWidth == image.width() && newHeight == image.height()) {
      return image;
    }
    int count = newWidth * newHeight * image.channels();
    if (resizedBytes.length != count) {
      resizedBytes = new byte[count];
    }
    if (antialiased()) {
      Antialiased.resize(image, newWidth, newHeight, resizedBytes);
    } else {
      Uint8Bilinear.resize(image, newWidth, newHeight, resizedBytes);
    }
    return new PixelImage(newWidth, newHeight, image.channels(), resizedBytes);
  }

  /**
   * The value of a channel, in the network's channel order, at a flat position of the resized
   * picture.
   */
  private interface ChannelSource {
    float at(int channel, int position);
  }

  private ChannelSource toSource(PixelImage image) {
    byte[] samples = image.samples();
    int count = image.channels();
    boolean reverse = steps.channelOrder() == ChannelOrder.RGB;
    ChannelSource source =
        (c, position) -> samples[position * count + (reverse ? count - 1 - c : c)] & 0xFF;
    return convertChannels(source, count);
  }

  /**
   * Grey pictures fill all three planes; a network with one plane gets OpenCV's weighted grey,
   * rounded to 8 bits.
   */
  private ChannelSource convertChannels(ChannelSource source, int sourceChannels) {
    if (sourceChannels == channels) {
      return source;
    }
    if (sourceChannels == 1) {
      return (c, position) -> source.at(0, position);
    }
    boolean bgr = steps.channelOrder() == ChannelOrder.BGR;
    return (c, position) -> {
      float blue = source.at(bgr ? 0 : 2, position);
      float red = source.at(bgr ? 2 : 0, position);
      return (float)
          Math.floor(0.114f * blue + 0.587f * source.at(1, position) + 0.299f * red + 0.5f);
    };
  }

  /**
   * Checks the size after the resize: far sides are limited, and the network's input must come out.
   */
  private void checkFits(String name, int sourceWidth, int sourceHeight)
      throws UnreadableImageException {
    long resizedHeight = steps.resize().targetHeight(sourceWidth, sourceHeight);
    long resizedWidth = steps.resize().targetWidth(sourceWidth, sourceHeight);
    boolean kept = steps.resize().mode() == Resize.Mode.NONE;
    if (!kept && resizedHeight * resizedWidth > ImageDecoder.DEFAULT_MAX_PIXELS) {
      throw new UnreadableImageException(
          name,
          "is %dx%d pixels (height x width) and would be resized to %dx%d, over the limit of %d pixels; crop it"
              .formatted(
                  sourceHeight,
                  sourceWidth,
                  resizedHeight,
                  resizedWidth,
                  ImageDecoder.DEFAULT_MAX_PIXELS));
    }
    boolean fits =
        steps.crop() > 0
            ? resizedHeight >= height && resizedWidth >= width
            : resizedHeight == height && resizedWidth == width;
    if (!fits) {
      throw new UnreadableImageException(
          name,
          "is %dx%d (height x width) before the crop; the network needs %s%dx%d: set resize in the preprocessing"
              .formatted(
                  resizedHeight, resizedWidth, steps.crop() > 0 ? "at least " : "", height, width));
    }
  }

  private void emit(ChannelSource source, int fromHeight, int fromWidth, float[] out, int offset) {
    int top = (fromHeight - height) / 2;
    int left = (fromWidth - width) / 2;
    float scale = steps.scale();
    int to = offset;
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        int row = (top + y) * fromWidth + left;
        for (int x = 0; x < width; x++) {
          out[to++] = (source.at(c, row + x) - mean.at(c, y * width + x)) * scale;
        }
      }
    }
  }

  private static float[] grown(float[] buffer, int length) {
    return buffer.length >= length ? buffer : new float[length];
  }
}
