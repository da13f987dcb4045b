package org.dyvedeep.engine.kernel.layout;

/**
 * NCHWc16, physically padded: [n][channel / 16][padY + height + padY][padX + width + padX][channel
 * % 16]. The layout of all kernels but the fully-connected ones, at every vector width.
 *
 * <p>Sizes, in floats: a pixel has 16, a row {@link #rowStride}, a block of 16 channels {@link
 * #blockStride}, an image {@link #imageFloats} = {@link #blocks} * {@link #blockStride}. The
 * element (n, c, y, x) stands at n * imageFloats() + offset(c, y, x).
 *
 * <p>Who writes what: a kernel that writes a value writes all 16 lanes of every pixel inside the
 * border. Lanes at and above {@link #channels} become zero (convolution: zero weights and bias;
 * pooling, LRN, ReLU and element-wise operations: they keep zeros zero). No kernel writes the
 * border. The owner of the array zeroes it once, before the first run, and again only after the
 * floats were used for something else, with {@link #clearBorder}. Readers rely on both kinds of
 * zeros.
 *
 * <p>A value read by several layers has the largest padding that any of them wants. A layer that
 * wants less begins further inside: its kernels do so by themselves, since they compute positions
 * through {@link #offset}.
 *
 * @param channels channels, at least 1
 * @param height rows without the border
 * @param width columns without the border
 * @param padY rows of zeros above and below
 * @param padX columns of zeros to the left and right
 */
public record BlockedLayout(int channels, int height, int width, int padY, int padX)
    implements ActivationLayout {
  /** Channels of a block. */
  public static final int BLOCK = 16;

  /** Checks that an image can be addressed by an int. */
  public BlockedLayout {
    Sizes.check(channels, height, width, padY, padX, (channels + BLOCK - 1L) / BLOCK * BLOCK);
  }

  /** A layout without a border. */
  public static BlockedLayout of(int channels, int height, int width) {
    return new BlockedLayout(channels, height, width, 0, 0);
  }

  /** Blocks of 16 channels, the last one maybe partly filled. */
  public int blocks() {
    return (channels + BLOCK - 1) / BLOCK;
  }

  @Override
  public int channelsPerBlock() {
    return BLOCK;
  }

  @Override
  public int rowStride() {
    return (width + 2 * padX) * BLOCK;
  }

  @Override
  public int blockStride() {
    return (height + 2 * padY) * rowStride();
  }

  @Override
  public int imageFloats() {
    return blocks() * blockStride();
  }

  /** Zeroes the border of the image that begins at an index of an array. */
  public void clearBorder(float[] array, int image) {
    Sizes.clearBorder(this, blocks(), array, image);
  }
}
