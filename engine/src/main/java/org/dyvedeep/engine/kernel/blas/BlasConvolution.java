package org.dyvedeep.engine.kernel.blas;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * Convolution as Caffe computes it: for each image im2col, then for each group one product weights
 * (outputs x taps) * columns (taps x positions), then the bias as a product of rank 1. Kernels of
 * 1x1 with stride 1 and no padding use the image as its own column matrix.
 */
public final class BlasConvolution implements BlasKernel {
  private final ConvolutionSizes sizes;
  private final int threads;
  private final NativeWeights weights;
  private final Im2col im2col;

  /**
   * Copies the weights.
   *
   * @param weights O x C/group x Kh x Kw
   * @param bias one value an output channel; null for none
   * @param threads how many threads OpenBLAS may use
   */
  public BlasConvolution(ConvolutionSizes sizes, float[] weights, float[] bias, int threads) {
    this.sizes = sizes;
    this.threads = threads;
    this.weights = new NativeWeights(weights, bias, sizes.positions());
    this.im2col = new Im2col(sizes);
  }

  @Override
  public String description() {
    return sizes.pointwise() ? "sgemm" : "im2col + sgemm";
  }

  @Override
  public long scratchFloats() {
    return sizes.columnFloats() + sizes.outputFloats();
  }

  @Override
  public Runnable bind(Tensor input, Tensor output, NativeFloats scratch) {
    return new Bound(input, output, scratch);
  }

  @Override
  public void close() {
    weights.close();
  }

  private final class Bound extends ImageByImage {
    private final FloatBuffer columns;
    private final FloatPointer[] groupWeights;
    private final FloatPointer[] groupColumns;
    private final FloatPointer[] groupResults;

    Bound(Tensor input, Tensor output, NativeFloats scratch) {
      super(
          input,
          output,
          input.size() / sizes.imageFloats(),
          sizes.outputs(),
          weights,
          scratch,
          sizes.columnFloats(),
          threads);
      int group = sizes.group();
      long columnFloats = sizes.columnFloats();
      this.columns = scratch.buffer(0, columnFloats);
      this.groupWeights = weights.groups(group);
      this.groupColumns = NativeWeights.groups(scratch, 0, columnFloats / group, group);
      this.groupResults =
          NativeWeights.groups(scratch, columnFloats, sizes.outputFloats() / group, group);
    }

    @Override
    void compute(float[] array, int image, FloatBuffer result) {
      if (sizes.pointwise()) {
        columns.put(0, array, image, sizes.imageFloats());
      } else {
        im2col.run(array, image, columns);
      }
      for (int g = 0; g < sizes.group(); g++) {
        Blas.sgemm(
            false,
            false,
            sizes.outputs() / sizes.group(),
            sizes.positions(),
            sizes.taps(),
            groupWeights[g],
            groupColumns[g],
            0,
            groupResults[g]);
      }
    }
  }
}
