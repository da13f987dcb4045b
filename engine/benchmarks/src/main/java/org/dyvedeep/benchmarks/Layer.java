package org.dyvedeep.benchmarks;

import org.dyvedeep.engine.kernel.BatchedFullyConnected;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.DirectConvolution;
import org.dyvedeep.engine.kernel.FullyConnected;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.PatchConvolution;
import org.dyvedeep.engine.kernel.PhasedConvolution;
import org.dyvedeep.engine.kernel.StridePhases;
import org.dyvedeep.engine.kernel.WinogradConvolution;
import org.dyvedeep.engine.kernel.layout.CacheLines;

/**
 * A convolution or fully-connected layer over random data, ready to run. Inputs and outputs begin
 * at cache lines, as the engine lays values.
 */
final class Layer {
  private static final int FIRST = CacheLines.FIRST;

  private final Runnable body;
  private final float[] result;

  /** Packs the weights. */
  Layer(Kernels kernels, LayerShape shape, float[] weights, int batch) {
    float[] bias = Data.random(shape.outputs(), 2);
    if (shape.fullyConnected()) {
      float[] x = Data.random(FIRST + batch * shape.taps(), 3);
      result = new float[FIRST + batch * shape.outputs()];
      body = fullyConnected(kernels, shape, weights, bias, x, result, batch);
    } else {
      ConvolutionShape convolution = shape.convolution();
      DirectConvolution layer = new DirectConvolution(kernels, convolution, weights, bias, true);
      float[] x = Data.random(FIRST + convolution.in().imageFloats(), 3);
      result = new float[FIRST + convolution.out().imageFloats()];
      body = () -> layer.run(x, FIRST, result, FIRST);
    }
  }

  /** As the engine would choose. */
  private static Runnable fullyConnected(
      Kernels kernels,
      LayerShape shape,
      float[] weights,
      float[] bias,
      float[] x,
      float[] y,
      int batch) {
    int outputs = shape.outputs();
    int inputs = shape.taps();
    if (batch < BatchedFullyConnected.LEAST_BATCH) {
      FullyConnected layer = new FullyConnected(kernels, outputs, inputs, weights, bias, true);
      return () -> layer.run(x, FIRST, y, FIRST, batch);
    }
    BatchedFullyConnected layer =
        new BatchedFullyConnected(kernels, outputs, inputs, batch, weights, bias, true);
    float[] scratch = new float[layer.scratchFloats()];
    BatchedFullyConnected.Bound bound = layer.bind(new float[layer.packedFloats()], 0);
    return () -> {
      bound.pack(x, FIRST, 0, inputs);
      bound.run(y, FIRST, 0, layer.panels(), scratch, 0);
    };
  }

  private Layer(PatchConvolution layer, ConvolutionShape convolution) {
    float[] x = Data.random(FIRST + convolution.in().imageFloats(), 3);
    float[] scratch = new float[layer.scratchFloats()];
    result = new float[FIRST + convolution.out().imageFloats()];
    int groups = layer.groups();
    int strips = layer.strips();
    body = () -> layer.run(x, FIRST, result, FIRST, 0, groups, 0, strips, scratch, 0);
  }

  /**
   * The layer by Winograd's algorithm; null where that does not apply.
   *
   * @param side outputs of a patch along each axis
   */
  static Layer winograd(Kernels kernels, int side, LayerShape shape, float[] weights) {
    if (shape.fullyConnected()
        || !WinogradConvolution.handles(side, StridePhases.unit(shape.convolution()))) {
      return null;
    }
    float[] bias = Data.random(shape.outputs(), 2);
    ConvolutionShape convolution = shape.convolution();
    PatchConvolution layer =
        StridePhases.handles(convolution)
            ? new PhasedConvolution(kernels, side, convolution, weights, bias, true, 1)
            : new WinogradConvolution(kernels, side, convolution, weights, bias, true, 1);
    return new Layer(layer, convolution);
  }

  static float[] weights(LayerShape shape) {
    return Data.random(shape.outputs() * shape.taps(), 1);
  }

  void run() {
    body.run();
  }

  /** The output; its values change with each run. */
  float[] result() {
    return result;
  }
}
