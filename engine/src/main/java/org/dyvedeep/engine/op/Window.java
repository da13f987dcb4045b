package org.dyvedeep.engine.op;

import org.dyvedeep.engine.tensor.ShapeException;

/**
 * How a kernel moves along one spatial axis.
 *
 * @param kernel taps along the axis, at least 1
 * @param stride step between outputs, at least 1
 * @param pad zeros assumed before the first and after the last element, at least 0
 * @param dilation distance between taps, at least 1
 */
public record Window(int kernel, int stride, int pad, int dilation) {
  /** Checks the ranges. */
  public Window {
    if (kernel < 1 || stride < 1 || pad < 0 || dilation < 1) {
      throw new ShapeException(
          "a kernel needs size, stride and dilation of at least 1 and no negative padding, got size "
              + kernel
              + ", stride "
              + stride
              + ", pad "
              + pad
              + ", dilation "
              + dilation);
    }
  }

  /** A window without dilation. */
  public static Window of(int kernel, int stride, int pad) {
    return new Window(kernel, stride, pad, 1);
  }

  /** Elements from the first to the last tap. */
  public long extent() {
    return (long) dilation * (kernel - 1) + 1;
  }

  /**
   * The number of outputs of a convolution along this axis, rounded down as in Caffe.
   *
   * @throws ShapeException if the kernel is larger than the padded input
   */
  public int outputSize(int input) {
    long free = input + 2L * pad - extent();
    if (free < 0) {
      throw new ShapeException(
          "a kernel of extent " + extent() + " exceeds an input of " + input + " padded by " + pad);
    }
    long size = free / stride + 1;
    if (size > Integer.MAX_VALUE) {
      throw new ShapeException("an input of " + input + " would be convolved to extent " + size);
    }
    return (int) size;
  }

  /**
   * The number of outputs of a deconvolution along this axis: the inverse of {@link #outputSize}.
   *
   * @throws ShapeException if nothing is left, or more than fits an int
   */
  public int deconvolvedSize(int input) {
    long size = stride * (input - 1L) + extent() - 2L * pad;
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw new ShapeException("an input of " + input + " would be deconvolved to extent " + size);
    }
    return (int) size;
  }
}
