package org.dyvedeep.engine.kernel;

import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;

/**
 * A convolution of stride s, 2 or 4, as one of stride 1, over s * s times the channels: each takes
 * every s-th row and column from another beginning. A kernel of k x k taps becomes one of ceil(k /
 * s) x ceil(k / s), with zeros where k is no multiple of s. AlexNet's 11x11 kernel of stride 4 is a
 * 3x3 kernel over 48 channels then, SqueezeNet's 7x7 kernel of stride 2 a 4x4 kernel over 12, and
 * Winograd's algorithm runs both.
 */
public final class StridePhases {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private final ConvolutionShape strided;
  private final ConvolutionShape unit;

  private StridePhases(ConvolutionShape strided) {
    this.strided = strided;
    this.unit = unit(strided);
  }

  /**
   * Plans how to rearrange inputs.
   *
   * @throws IllegalArgumentException if the shape is not {@linkplain #handles handled}
   */
  static StridePhases of(ConvolutionShape shape) {
    if (!handles(shape)) {
      throw new IllegalArgumentException("phases are for strided, planar inputs: " + shape);
    }
    return new StridePhases(shape);
  }

  /** Whether a convolution reads planar inputs by a stride of 2 or 4, the same on both axes. */
  public static boolean handles(ConvolutionShape s) {
    return s.in() instanceof PlanarLayout
        && (s.strideY() == 2 || s.strideY() == 4)
        && s.strideY() == s.strideX()
        && s.kernelY() == s.kernelX()
        && s.dilationY() == 1
        && s.dilationX() == 1
        && s.group() == 1;
  }

  /** The convolution of stride 1; the shape itself if it is not {@linkplain #handles handled}. */
  public static ConvolutionShape unit(ConvolutionShape shape) {
    if (!handles(shape)) {
      return shape;
    }
    int stride = shape.strideY();
    int kernel = (shape.kernelY() + stride - 1) / stride;
    int channels = Math.multiplyExact(shape.in().channels(), Math.multiplyExact(stride, stride));
    BlockedLayout out = shape.out();
    BlockedLayout in =
        BlockedLayout.of(channels, out.height() + kernel - 1, out.width() + kernel - 1);
    return ConvolutionShape.of(in, out, kernel, 1, 0);
  }

  /** The convolution of stride 1. */
  ConvolutionShape unit() {
    return unit;
  }

  /** Weights, O x C x k x k, for the convolution of stride 1. */
  float[] weights(float[] weights) {
    int stride = strided.strideY();
    int kernel = strided.kernelY();
    int smaller = unit.kernelY();
    int planes = weights.length / (kernel * kernel);
    float[] phased = new float[planes * stride * stride * smaller * smaller];
    for (int i = 0; i < weights.length; i++) {
      int plane = i / (kernel * kernel);
      int ky = i / kernel % kernel;
      int kx = i % kernel;
      int channel = plane * stride * stride + ky % stride * stride + kx % stride;
      phased[(channel * smaller + ky / stride) * smaller + kx / stride] = weights[i];
    }
    return phased;
  }

  /**
   * Rearranges rows of an image.
   *
   * @param phases takes the image in the layout of the convolution of stride 1; lanes beyond its
   *     channels are left as they are, since no product reads them
   * @param fromRow of the rearranged image
   * @param toRow behind the last of them
   */
  void fill(float[] x, int xImage, float[] phases, int po, int fromRow, int toRow) {
    int stride = strided.strideY();
    for (int row = fromRow; row < toRow; row++) {
      for (int channel = 0; channel < strided.in().channels(); channel++) {
        for (int phase = 0; phase < stride; phase++) {
          int to = po + unit.in().offset((channel * stride + phase) * stride, row, 0);
          int source = row * stride + phase - strided.padY();
          fillRow(x, xImage, channel, source, phases, to);
        }
      }
    }
  }

  /** The phases that come from one row of a channel. */
  private void fillRow(float[] x, int xImage, int channel, int source, float[] phases, int to) {
    ActivationLayout in = strided.in();
    int stride = strided.strideX();
    // Behind the image there are only taps that are zero.
    boolean inside = source < in.height() + in.padY();
    int columns = inside ? in.width() + in.padX() + strided.padX() : 0;
    int from = inside ? xImage + in.offset(channel, source, -strided.padX()) : 0;
    int whole = Math.min(columns / stride, unit.in().width());
    if (stride == 2) {
      pairs(x, from, whole, phases, to);
    } else {
      fours(x, from, whole, phases, to);
    }
    for (int i = whole; i < unit.in().width(); i++) {
      for (int phase = 0; phase < stride; phase++) {
        int column = i * stride + phase;
        phases[to + i * BLOCK + phase] = column < columns ? x[from + column] : 0;
      }
    }
  }

  // Groups of two or four neighbouring floats go to the beginnings of blocks. Vectors of that
  // length are no way: once the JVM has classes for two lengths, it no longer inlines the kernels.

  private static void pairs(float[] x, int from, int groups, float[] y, int to) {
    for (int i = 0; i < groups; i++) {
      y[to + i * BLOCK] = x[from + i * 2];
    }
    for (int i = 0; i < groups; i++) {
      y[to + i * BLOCK + 1] = x[from + i * 2 + 1];
    }
  }

  private static void fours(float[] x, int from, int groups, float[] y, int to) {
    for (int i = 0; i < groups; i++) {
      y[to + i * BLOCK] = x[from + i * 4];
      y[to + i * BLOCK + 1] = x[from + i * 4 + 1];
      y[to + i * BLOCK + 2] = x[from + i * 4 + 2];
      y[to + i * BLOCK + 3] = x[from + i * 4 + 3];
    }
  }
}
