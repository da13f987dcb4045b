package org.dyvedeep.engine.kernel.blas;

import org.dyvedeep.engine.op.Window;

/**
 * The extents of a two-dimensional convolution of one image.
 *
 * @param channels input channels
 * @param height input rows
 * @param width input columns
 * @param outputs output channels
 * @param outHeight output rows
 * @param outWidth output columns
 * @param group channel groups
 * @param vertical how the kernel moves along the rows
 * @param horizontal how the kernel moves along the columns
 */
public record ConvolutionSizes(
    int channels,
    int height,
    int width,
    int outputs,
    int outHeight,
    int outWidth,
    int group,
    Window vertical,
    Window horizontal) {
  /** Whether all offsets and matrices are in the range of the kernels here. */
  public boolean supported() {
    return columnFloats() <= NativeFloats.MAX_BUFFER
        && imageFloats() <= NativeFloats.MAX_BUFFER
        && outputFloats() <= NativeFloats.MAX_BUFFER
        && height + 2L * vertical.pad() <= Integer.MAX_VALUE
        && width + 2L * horizontal.pad() <= Integer.MAX_VALUE;
  }

  /** Elements of an input image. */
  int imageFloats() {
    return channels * height * width;
  }

  /** Elements of an output image. */
  int outputFloats() {
    return outputs * positions();
  }

  /** Output positions: the columns of the column matrix. */
  int positions() {
    return outHeight * outWidth;
  }

  /** Weights of one output channel: the rows of one group's column matrix. */
  int taps() {
    return channels / group * vertical.kernel() * horizontal.kernel();
  }

  /** Elements of the column matrices of all groups. */
  long columnFloats() {
    return (long) group * taps() * positions();
  }

  /** Whether the image is its own column matrix, as Caffe has it. */
  boolean pointwise() {
    return pointwise(vertical) && pointwise(horizontal);
  }

  private static boolean pointwise(Window window) {
    return window.kernel() == 1 && window.stride() == 1 && window.pad() == 0;
  }
}
