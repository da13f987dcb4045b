package org.dyvedeep.engine.kernel;

import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * A convolution with one input and one output channel a group, weights packed, ready to run. Needs
 * no scratch. Immutable and shared by threads, which may run disjoint ranges of blocks or of output
 * rows at the same time.
 */
public final class DepthwiseConvolution {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private final Kernels kernels;
  private final ConvolutionShape shape;
  private final int[] taps;
  private final float[] weights;
  private final float[] bias;
  private final boolean relu;

  /**
   * Packs the weights, which are not kept.
   *
   * @param weights O x 1 x Kh x Kw
   * @param bias one value an output; null for none
   * @param relu whether negative results become zero
   * @throws IllegalArgumentException if the shape is not {@linkplain #handles handled}, or weights
   *     or bias have another length than it asks for
   */
  public DepthwiseConvolution(
      Kernels kernels, ConvolutionShape shape, float[] weights, float[] bias, boolean relu) {
    int channels = shape.in().channels();
    int positions = shape.kernelY() * shape.kernelX();
    if (!handles(shape)
        || weights.length != (long) channels * positions
        || (bias != null && bias.length != channels)) {
      throw new IllegalArgumentException(
          "not a depthwise convolution of blocked input, or not its weights: " + shape);
    }
    this.kernels = kernels;
    this.shape = shape;
    this.relu = relu;
    this.bias = DirectConvolution.padded(bias, shape.out().blocks() * BLOCK);
    this.weights = new float[shape.out().blocks() * positions * BLOCK];
    for (int c = 0; c < channels; c++) {
      for (int p = 0; p < positions; p++) {
        this.weights[(c / BLOCK * positions + p) * BLOCK + c % BLOCK] = weights[c * positions + p];
      }
    }
    this.taps = new int[positions];
    for (int p = 0; p < positions; p++) {
      int row = p / shape.kernelX() * shape.dilationY();
      int column = p % shape.kernelX() * shape.dilationX();
      taps[p] = row * shape.in().rowStride() + column * BLOCK;
    }
  }

  /** Whether a convolution has one input and one output channel a group, and blocked input. */
  public static boolean handles(ConvolutionShape shape) {
    return shape.in() instanceof BlockedLayout
        && shape.group() == shape.in().channels()
        && shape.group() == shape.out().channels();
  }

  /** Blocks of channels that the work divides into. */
  public int blocks() {
    return shape.out().blocks();
  }

  /** Convolves the image that begins at x[xImage] into the one that begins at y[yImage]. */
  public void run(float[] x, int xImage, float[] y, int yImage) {
    run(x, xImage, y, yImage, 0, blocks(), 0, shape.out().height());
  }

  /** Computes a range of blocks and of output rows, upper bounds excluded. */
  public void run(
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int fromBlock,
      int toBlock,
      int fromRow,
      int toRow) {
    int step = shape.strideX() * BLOCK;
    for (int block = fromBlock; block < toBlock; block++) {
      int w = block * taps.length * BLOCK;
      for (int row = fromRow; row < toRow; row++) {
        int inputRow = row * shape.strideY() - shape.padY();
        int from = xImage + shape.in().offset(block * BLOCK, inputRow, -shape.padX());
        int to = yImage + shape.out().offset(block * BLOCK, row, 0);
        int width = shape.out().width();
        kernels.depthwiseRow(
            x, from, step, taps, weights, w, bias, block * BLOCK, y, to, width, relu);
      }
    }
  }
}
