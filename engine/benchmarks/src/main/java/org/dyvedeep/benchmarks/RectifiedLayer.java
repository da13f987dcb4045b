package org.dyvedeep.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.dyvedeep.engine.kernel.FullyConnected;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.PredictedProduct;
import org.dyvedeep.engine.kernel.SparseInputProduct;
import org.dyvedeep.engine.kernel.layout.CacheLines;

/**
 * A fully-connected layer before a ReLU, over random weights, with a given share of inputs that are
 * zero and of outputs that are: biases far from zero decide which.
 */
final class RectifiedLayer {
  private static final int FIRST = CacheLines.FIRST;

  private final Kernels kernels;
  private final int outputs;
  private final int inputs;
  private final float[] weights;
  private final float[] bias;
  private final float[] x;
  private final float[] y;

  /**
   * Makes weights and inputs.
   *
   * @param density the share of inputs that are not zero
   * @param positive the share of outputs that are not zero
   */
  RectifiedLayer(Kernels kernels, LayerShape shape, double density, double positive) {
    this.kernels = kernels;
    this.outputs = shape.outputs();
    this.inputs = shape.taps();
    this.weights = Layer.weights(shape);
    this.bias = new float[outputs];
    this.x = Data.random(FIRST + inputs, 3);
    this.y = new float[FIRST + outputs];
    SplittableRandom random = new SplittableRandom(4);
    float sum = 0;
    for (int k = FIRST; k < x.length; k++) {
      x[k] = random.nextDouble() < density ? Math.abs(x[k]) : 0;
      sum += x[k];
    }
    // No sum of weights below a half reaches as far.
    for (int o = 0; o < outputs; o++) {
      bias[o] = random.nextDouble() < positive ? sum : -sum;
    }
  }

  float[] weights() {
    return weights;
  }

  /** The dense kernel, which reads all weights. */
  Runnable dense() {
    FullyConnected layer = new FullyConnected(kernels, outputs, inputs, weights, bias, true);
    return () -> layer.run(x, FIRST, y, FIRST, 1);
  }

  /** The kernel that skips zero inputs. */
  Runnable zerosSkipped() {
    SparseInputProduct layer =
        new SparseInputProduct(kernels, outputs, inputs, weights, bias, true);
    int[] rows = new int[inputs];
    float[] factors = new float[inputs];
    return () -> {
      int count = layer.list(x, FIRST, rows, factors);
      layer.run(rows, factors, count, y, FIRST, 0, outputs);
    };
  }

  /** The kernel that also skips outputs that are proven zero. */
  Runnable predicted() {
    PredictedProduct layer = new PredictedProduct(kernels, outputs, inputs, weights, bias);
    PredictedProduct.Bound bound = layer.bind();
    return () -> {
      bound.list(x, FIRST);
      bound.predict(0, layer.blocks());
      bound.settle();
      bound.complete(x, FIRST, y, FIRST, 0, layer.blocks());
    };
  }

  /** What the last run gave. */
  float[] result() {
    return Arrays.copyOfRange(y, FIRST, y.length);
  }
}
