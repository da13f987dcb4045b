package org.dyvedeep.engine.kernel.blas;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * How Caffe runs a convolution or deconvolution: one image after the other, each computed in
 * off-heap scratch, the bias added as a product of rank 1.
 */
abstract class ImageByImage implements Runnable {
  private final Tensor input;
  private final Tensor output;
  private final int images;
  private final int outputs;
  private final int resultFloats;
  private final int threads;
  private final FloatBuffer result;
  private final FloatPointer resultPointer;
  private final FloatPointer bias;
  private final FloatPointer ones;

  /**
   * Binds to memory.
   *
   * @param images images in the batch
   * @param outputs output channels
   * @param scratch where results go, from an index on
   */
  ImageByImage(
      Tensor input,
      Tensor output,
      int images,
      int outputs,
      NativeWeights weights,
      NativeFloats scratch,
      long resultStart,
      int threads) {
    this.input = input;
    this.output = output;
    this.images = images;
    this.outputs = outputs;
    this.resultFloats = output.size() / images;
    this.threads = threads;
    this.result = scratch.buffer(resultStart, resultFloats);
    this.resultPointer = scratch.pointer(resultStart);
    this.bias = weights.hasBias() ? weights.bias() : null;
    this.ones = weights.hasBias() ? weights.ones() : null;
  }

  /** Computes one image, all but the bias, into a part of the scratch. */
  abstract void compute(float[] array, int image, FloatBuffer result);

  @Override
  public final void run() {
    int imageFloats = input.size() / images;
    BlasThreads.PROCESS.enter(threads);
    try {
      for (int i = 0; i < images; i++) {
        compute(input.array(), input.offset() + i * imageFloats, result);
        if (bias != null) {
          Blas.sgemm(
              false, false, outputs, resultFloats / outputs, 1, bias, ones, 1, resultPointer);
        }
        result.get(0, output.array(), output.offset() + i * resultFloats, resultFloats);
      }
    } finally {
      BlasThreads.PROCESS.leave();
    }
  }
}
