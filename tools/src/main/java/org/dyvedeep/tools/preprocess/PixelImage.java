package org.dyvedeep.tools.preprocess;

/**
 * A decoded 8-bit picture: rows top to bottom, pixels left to right, channels interleaved (B, G, R,
 * or one grey value).
 */
public final class PixelImage {
  private final int width;
  private final int height;
  private final int channels;
  private final byte[] samples;

  /**
   * A picture around existing samples.
   *
   * @param width pixels
   * @param height pixels
   * @param channels 3 (B, G, R) or 1 (grey)
   * @param samples height x width x channels unsigned bytes; kept, not copied
   */
  public PixelImage(int width, int height, int channels, byte[] samples) {
    if (width <= 0 || height <= 0 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          "a picture of " + width + "x" + height + " pixels, " + channels + " channels");
    }
    if (samples.length != (long) width * height * channels) {
      throw new IllegalArgumentException(
          "%d samples for %dx%d pixels of %d channels"
              .formatted(samples.length, width, height, channels));
    }
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.samples = samples;
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /** Height in pixels. */
  public int height() {
    return height;
  }

  /** 3 for B, G, R; 1 for grey. */
  public int channels() {
    return channels;
  }

  /** The samples themselves (not a copy), interleaved. */
  public byte[] samples() {
    return samples;
  }

  /** One sample, 0 to 255. */
  public int sample(int y, int x, int channel) {
    return samples[(y * width + x) * channels + channel] & 0xFF;
  }
}
