package org.dyvedeep.engine.kernel;

/**
 * A fully-connected layer over plain rows: y = x W' + bias, with W row-major, outputs x inputs, as
 * models store it. The weights are used in place: at batch 1 the layer is bound by reading them, so
 * they are read once, in order. For larger batches see {@link BatchedFullyConnected}. Needs no
 * scratch. Immutable and shared by threads, which may run disjoint ranges of outputs at the same
 * time.
 */
public final class FullyConnected {
  private final Kernels kernels;
  private final int outputs;
  private final int inputs;
  private final float[] weights;
  private final float[] bias;
  private final boolean relu;

  /**
   * Keeps the weights.
   *
   * @param weights outputs x inputs
   * @param bias one value an output; null for none
   * @param relu whether negative results become zero
   * @throws IllegalArgumentException if weights or bias have another length
   */
  public FullyConnected(
      Kernels kernels, int outputs, int inputs, float[] weights, float[] bias, boolean relu) {
    WeightLengths.require((long) outputs * inputs, outputs, weights.length, bias);
    this.kernels = kernels;
    this.outputs = outputs;
    this.inputs = inputs;
    this.weights = weights;
    this.bias = bias;
    this.relu = relu;
  }

  /** How many outputs the work divides into; ranges of multiples of 4 are best. */
  public int outputs() {
    return outputs;
  }

  /** Computes all outputs of a batch of rows. */
  public void run(float[] x, int xo, float[] y, int yo, int batch) {
    run(x, xo, y, yo, batch, 0, outputs);
  }

  /**
   * Computes a range of outputs, upper bound excluded, of each row of a batch.
   *
   * @param xo where the batch x inputs begin in x
   * @param yo where the batch x outputs begin in y
   */
  public void run(float[] x, int xo, float[] y, int yo, int batch, int fromOutput, int toOutput) {
    kernels.dots(weights, inputs, x, xo, batch, y, yo, outputs, fromOutput, toOutput);
    for (int image = 0; image < batch; image++) {
      addBias(y, yo + image * outputs, fromOutput, toOutput);
    }
  }

  private void addBias(float[] y, int row, int from, int to) {
    for (int o = from; o < to; o++) {
      float value = bias == null ? y[row + o] : y[row + o] + bias[o];
      y[row + o] = relu && value < 0 ? 0 : value;
    }
  }
}
