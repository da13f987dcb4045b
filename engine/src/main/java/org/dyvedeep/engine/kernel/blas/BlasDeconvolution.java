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
    return mirrored.columnFloats() + mirrored.outputFloats() + mirrored.imageFloats();
  }

  @Override
  public Runnable bind(Tensor input, Tensor output, NativeFloats scratch) {
    return new Bound(input, output, scratch);
  }

  @Override
  public void close() {
    weights.close();
  }

  private final class Bound implements Runnable {
    private final Tensor input;
    private final Tensor output;
    private final FloatBuffer source;
    private final FloatBuffer columns;
    private final FloatBuffer result;
    private final FloatPointer[] groupWeights;
    private final FloatPointer[] groupSources;
    private final FloatPointer[] groupProducts;
    private final FloatPointer resultPointer;
    private final FloatPointer bias;
    private final FloatPointer ones;

    Bound(Tensor input, Tensor output, NativeFloats scratch) {
      int group = mirrored.group();
      long columnFloats = mirrored.columnFloats();
      int sourceFloats = mirrored.outputFloats();
      int resultFloats = mirrored.imageFloats();
      long resultStart = columnFloats + sourceFloats;
      this.input = input;
      this.output = output;
      this.columns = scratch.buffer(0, columnFloats);
      this.source = scratch.buffer(columnFloats, sourceFloats);
      this.result = scratch.buffer(resultStart, resultFloats);
      this.resultPointer = scratch.pointer(resultStart);
      this.groupWeights = weights.groups(group);
      this.groupSources = NativeWeights.groups(scratch, columnFloats, sourceFloats / group, group);
      // Without anything to fold, the products are the result.
      long products = mirrored.pointwise() ? resultStart : 0;
      this.groupProducts = NativeWeights.groups(scratch, products, columnFloats / group, group);
      this.bias = weights.hasBias() ? weights.bias() : null;
      this.ones = weights.hasBias() ? weights.ones() : null;
    }

    @Override
    public void run() {
      BlasThreads.PROCESS.enter(threads);
      try {
        int images = input.size() / mirrored.outputFloats();
        for (int image = 0; image < images; image++) {
          deconvolve(image);
        }
      } finally {
        BlasThreads.PROCESS.leave();
      }
    }

    private void deconvolve(int image) {
      int sourceFloats = mirrored.outputFloats();
      source.put(0, input.array(), input.offset() + image * sourceFloats, sourceFloats);
      multiply();
      if (!mirrored.pointwise()) {
        col2im.run(columns, result);
      }
      if (bias != null) {
        int area = mirrored.height() * mirrored.width();
        Blas.sgemm(false, false, mirrored.channels(), area, 1, bias, ones, 1, resultPointer);
      }
      int resultFloats = mirrored.imageFloats();
      result.get(0, output.array(), output.offset() + image * resultFloats, resultFloats);
    }

    private void multiply() {
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
    }
  }
}
