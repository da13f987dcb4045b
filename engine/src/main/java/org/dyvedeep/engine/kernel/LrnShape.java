package org.dyvedeep.engine.kernel;

import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * Caffe's local response normalisation between two blocked layouts: y = x * scale^-beta. Across
 * channels, scale = k + alpha/size * sum of squares over neighbouring channels; within a channel,
 * scale = 1 + alpha * sum of squares over a size x size window / size^2.
 *
 * @param acrossChannels where the squares are summed
 * @param in the input
 * @param out the output, of the same extents
 * @param size channels, or the window's side; odd
 * @param alpha weight of the squares
 * @param beta exponent; 0.75 is fast
 * @param k offset, across channels only
 */
public record LrnShape(
    boolean acrossChannels,
    BlockedLayout in,
    BlockedLayout out,
    int size,
    float alpha,
    float beta,
    float k) {
  /** Checks that the extents agree and the size is odd. */
  public LrnShape {
    if (in.channels() != out.channels()
        || in.height() != out.height()
        || in.width() != out.width()
        || size < 1
        || size % 2 == 0) {
      throw new IllegalArgumentException(
          "LRN of size " + size + " cannot go from " + in + " to " + out);
    }
  }

  /** Channels, or pixels, on either side that an element depends on. */
  public int reach() {
    return size / 2;
  }

  /** The offset of the scale. */
  public float offset() {
    return acrossChannels ? k : 1;
  }

  /** The factor of the sum of squares. */
  public float factor() {
    return acrossChannels ? alpha / size : (float) (alpha / ((double) size * size));
  }

  /**
   * Floats of a pixel's row of squares: all channels of the input, and zeros on either side, across
   * channels; a block otherwise.
   */
  public int squareStride() {
    return in.blocks() * BlockedLayout.BLOCK + 2 * reach();
  }

  /** Floats of scratch that each thread needs. */
  public int scratchFloats() {
    return acrossChannels
        ? in.width() * squareStride()
        : (in.width() + 2 * reach()) * BlockedLayout.BLOCK;
  }
}
