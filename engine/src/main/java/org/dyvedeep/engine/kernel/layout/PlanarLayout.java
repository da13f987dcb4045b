package org.dyvedeep.engine.kernel.layout;

/**
 * NCHW, physically padded: [n][channel][padY + height + padY][padX + width + padX]. The input of a
 * first convolution, whose few channels would leave a block of 16 mostly empty; without a border it
 * is the layout of the engine's tensors. Border and strides as in {@link BlockedLayout}, with
 * blocks of one channel.
 *
 * @param channels channels, at least 1
 * @param height rows without the border
 * @param width columns without the border
 * @param padY rows of zeros above and below
 * @param padX columns of zeros to the left and right
 */
public record PlanarLayout(int channels, int height, int width, int padY, int padX)
    implements ActivationLayout {
  /** Checks that an image can be addressed by an int. */
  public PlanarLayout {
    Sizes.check(channels, height, width, padY, padX, channels);
  }

  @Override
  public int channelsPerBlock() {
    return 1;
  }

  @Override
  public int rowStride() {
    return width + 2 * padX;
  }

  @Override
  public int blockStride() {
    return (height + 2 * padY) * rowStride();
  }

  @Override
  public int imageFloats() {
    return channels * blockStride();
  }

  /** Zeroes the border of the image that begins at an index of an array. */
  public void clearBorder(float[] array, int image) {
    Sizes.clearBorder(this, channels, array, image);
  }
}
