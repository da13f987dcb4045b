package org.dyvedeep.engine.kernel;

import java.util.stream.IntStream;

/**
 * The output pixels of a convolution whose windows reach its input, and those, such as the border
 * of a 1x1 kernel with padding, that read nothing but padding. If no window reaches the input, all
 * pixels count as inside.
 */
final class InsidePixels {
  private final int[] inside;
  private final int[] outside;

  InsidePixels(ConvolutionShape shape) {
    int[] reaching = pixels(shape, true);
    int[] others = pixels(shape, false);
    this.inside = reaching.length > 0 ? reaching : others;
    this.outside = reaching.length > 0 ? others : reaching;
  }

  /** The pixels that read the input, each row * width + column. */
  int[] inside() {
    return inside;
  }

  /** The others, which have the strips of the product inside; null if there are none. */
  Border border(Kernels kernels, ConvolutionShape shape, TapProduct product) {
    return outside.length > 0 ? new Border(kernels, shape, product, outside) : null;
  }

  private static int[] pixels(ConvolutionShape s, boolean reaching) {
    int width = s.out().width();
    return IntStream.range(0, s.out().height() * width)
        .filter(
            pixel ->
                reaching
                    == (reaches(
                            pixel / width * s.strideY() - s.padY(),
                            s.kernelY(),
                            s.dilationY(),
                            s.in().height())
                        && reaches(
                            pixel % width * s.strideX() - s.padX(),
                            s.kernelX(),
                            s.dilationX(),
                            s.in().width())))
        .toArray();
  }

  private static boolean reaches(int from, int kernel, int dilation, int extent) {
    return IntStream.range(0, kernel)
        .map(k -> from + k * dilation)
        .anyMatch(at -> at >= 0 && at < extent);
  }
}
