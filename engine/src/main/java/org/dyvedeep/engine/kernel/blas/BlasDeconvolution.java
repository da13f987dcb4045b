package org.dyvedeep.engine.kernel.blas;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * Deconvolution as Caffe computes it: for each image and group one product weights transposed (taps
 * x channels) * image (channels x positions), then col2im, then the bias as a product of rank 1.
 */
public final class BlasDeconvolution implements BlasKernel {
  private final ConvolutionSizes mirrored;
  private final int threads;
  private final NativeWeights weights;
  private final Col2im col2im;

  /**
   * Copies the weights.
   *
   * @param mirrored the convolution whose transpose this is: its input is what is computed here
   * @param weights C x O/group x Kh x Kw
   * @param bias one value an output channel; null for none
   * @param threads how many threads OpenBLAS may use
   */
  public BlasDeconvolution(ConvolutionSizes mirrored, float[] weights, float[] bias, int threads) {
    this.mirrored = mirrored;
    this.threads = threads;
    this.weights = new NativeWeights(weights, bias, mirrored.height() * mirrored.width());
    this.col2im = new Col2im(mirrored);
  }

  @Override
  public String description() {
    return mirrored.pointwise() ? "sgemm" : "sgemm + col2im";
  }

  @Override
  public long scratchFloats() {
    return resultStart() + mirrored.imageFloats();
  }

  /** The scratch holds the columns, a copy of the input image, and the result. */
  private long resultStart() {
    return mirrored.columnFloats() + mirrored.outputFloats();
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
    private final FloatBuffer source;
    private final FloatPointer[] groupWeights;
    private final FloatPointer[] groupSources;
    private final FloatPointer[] groupProducts;

    Bound(Tensor input, Tensor output, NativeFloats scratch) {
      super(
          input,
          output,
          input.size() / mirrored.outputFloats(),
          mirrored.channels(),
          weights,
          scratch,
          resultStart(),
          threads);
      int group = mirrored.group();
      long columnFloats = mirrored.columnFloats();
      int sourceFloats = mirrored.outputFloats();
      this.columns = scratch.buffer(0, columnFloats);
      this.source = scratch.buffer(columnFloats, sourceFloats);
      this.groupWeights = weights.groups(group);
      this.groupSources = NativeWeights.groups(scratch, columnFloats, sourceFloats / group, group);
      // Without anything to fold, the products are the result.
      long products = mirrored.pointwise() ? resultStart() : 0;
      this.groupProducts = NativeWeights.groups(scratch, products, columnFloats / group, group);
    }

    @Override
    void compute(float[] array, int image, FloatBuffer result) {
      source.put(0, array, image, mirrored.outputFloats());
      for (int g = 0; g < mirrored.group(); g++) {
        Blas.sgemm(
            true,
            false,
            mirrored.taps(),
            mirrored.positions(),
            mirrored.outputs() / mirrored.group(),
            groupWeights[g],
            groupSources[g],
            0,
            groupProducts[g]);
      }
      if (!mirrored.pointwise()) {
        col2im.run(columns, result);
      }
    }
  }
}
