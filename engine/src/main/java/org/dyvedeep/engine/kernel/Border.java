package org.dyvedeep.engine.kernel;

/**
 * The output pixels of a convolution that read nothing but padding: they are what the bias is.
 * Immutable and shared by threads.
 */
final class Border {
  private final Kernels kernels;
  private final TapProduct product;

  /** Takes the pixels outside, at least one, of the product of those inside. */
  Border(Kernels kernels, ConvolutionShape shape, TapProduct inside, int[] outside) {
    this.kernels = kernels;
    this.product = inside.withoutTaps(DirectConvolution.tiles(kernels.tileSizes(), shape, outside));
  }

  /** Computes a range of the strips of the product inside, upper bound excluded. */
  void run(float[] x, int xImage, float[] y, int yImage, int fromStrip, int toStrip) {
    int all = product.tiles().count();
    kernels.multiply(product, x, xImage, y, yImage, fromStrip, toStrip, 0, all);
  }
}
