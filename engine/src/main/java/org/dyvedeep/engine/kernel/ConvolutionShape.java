package org.dyvedeep.engine.kernel;

import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * A convolution between two layouts, in Caffe's terms.
 *
 * @param in the input; its border is at least the padding
 * @param out the output; its height and width are those the convolution gives
 * @param kernelY taps along the height
 * @param kernelX taps along the width
 * @param strideY step between outputs along the height
 * @param strideX step between outputs along the width
 * @param padY rows of zeros assumed above and below the input
 * @param padX columns of zeros assumed left and right of the input
 * @param dilationY distance between taps along the height
 * @param dilationX distance between taps along the width
 * @param group groups of channels; divides both channel counts
 */
public record ConvolutionShape(
    ActivationLayout in,
    BlockedLayout out,
    int kernelY,
    int kernelX,
    int strideY,
    int strideX,
    int padY,
    int padX,
    int dilationY,
    int dilationX,
    int group) {
  /** Checks that input, window and output agree. */
  public ConvolutionShape {
    require(
        kernelY > 0 && kernelX > 0 && strideY > 0 && strideX > 0 && dilationY > 0 && dilationX > 0,
        "kernel, stride and dilation must be at least 1");
    require(
        padY >= 0 && padX >= 0 && padY <= in.padY() && padX <= in.padX(),
        "padding of " + padY + "x" + padX + " needs a border of that size in the input, got " + in);
    require(
        group > 0 && in.channels() % group == 0 && out.channels() % group == 0,
        group + " groups must divide " + in.channels() + " inputs and " + out.channels());
    require(
        out.height() == outputs(in.height(), kernelY, strideY, padY, dilationY)
            && out.width() == outputs(in.width(), kernelX, strideX, padX, dilationX),
        "the output's height and width are not those of this convolution: " + out);
  }

  /** A convolution with a square window and no dilation or groups. */
  public static ConvolutionShape of(
      ActivationLayout in, BlockedLayout out, int kernel, int stride, int pad) {
    return new ConvolutionShape(in, out, kernel, kernel, stride, stride, pad, pad, 1, 1, 1);
  }

  /** The number of outputs along one axis, rounded down as in Caffe. */
  public static int outputs(int input, int kernel, int stride, int pad, int dilation) {
    return Math.floorDiv(input + 2 * pad - dilation * (kernel - 1) - 1, stride) + 1;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Inputs that an output depends on in its group. */
  int groupInputs() {
    return in.channels() / group;
  }

  /** Outputs of a group. */
  int groupOutputs() {
    return out.channels() / group;
  }

  /** Multiply-accumulates for an image. */
  public long multiplyAccumulates() {
    return (long) out.channels() * out.height() * out.width() * groupInputs() * kernelY * kernelX;
  }
}
