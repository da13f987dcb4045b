package org.dyvedeep.engine.kernel.layout;

/** Where the elements of one image's activations stand, counted from the image's first float. */
public sealed interface ActivationLayout permits BlockedLayout, PlanarLayout {
  /** Channels of the value, without those that only fill a block. */
  int channels();

  /** Rows of the value, without the border. */
  int height();

  /** Columns of the value, without the border. */
  int width();

  /** Rows of zeros above and as many below. */
  int padY();

  /** Columns of zeros to the left and as many to the right. */
  int padX();

  /** How many consecutive channels, from a multiple of this number, lie side by side. */
  int channelsPerBlock();

  /** Floats of an image; one image follows the other without a gap. */
  int imageFloats();

  /** Floats from one row to the next. */
  int rowStride();

  /** Floats from one block of channels (a plane, where blocks are single channels) to the next. */
  int blockStride();

  /** The position of an element; rows and columns down to -padY and -padX are in the border. */
  default int offset(int channel, int row, int column) {
    int block = channelsPerBlock();
    return channel / block * blockStride()
        + (row + padY()) * rowStride()
        + (column + padX()) * block
        + channel % block;
  }
}
