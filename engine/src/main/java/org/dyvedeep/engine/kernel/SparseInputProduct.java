package org.dyvedeep.engine.kernel;

/**
 * A fully-connected layer that skips inputs that are zero: y = x W' + bias, with W stored
 * input-major, so that the weights of one input lie together and those of a zero input are never
 * read. Exact: the skipped products are zero. At batch 1 the time is bound by the weights read, so
 * it falls with the share of zeros; without any it is about that of {@link FullyConnected}.
 * Immutable and shared by threads, which may run disjoint ranges of outputs at the same time.
 */
public final class SparseInputProduct {
  private static final ElementFunction RELU =
      new ElementFunction(ElementFunction.Kind.RECTIFIER, 0, 0);

  private final Kernels kernels;
  private final int outputs;
  private final int inputs;
  private final float[] weights;
  private final float[] bias;
  private final boolean relu;

  /**
   * Turns the weights round; the array given is not kept.
   *
   * @param weights outputs x inputs
   * @param bias one value an output; null for none
   * @param relu whether negative results become zero
   * @throws IllegalArgumentException if weights or bias have another length
   */
  public SparseInputProduct(
      Kernels kernels, int outputs, int inputs, float[] weights, float[] bias, boolean relu) {
    WeightLengths.require((long) outputs * inputs, outputs, weights.length, bias);
    this.kernels = kernels;
    this.outputs = outputs;
    this.inputs = inputs;
    this.weights = inputMajor(weights, outputs, inputs);
    this.bias = bias == null ? new float[outputs] : bias;
    this.relu = relu;
  }

  private static float[] inputMajor(float[] weights, int outputs, int inputs) {
    float[] turned = new float[weights.length];
    for (int o = 0; o < outputs; o++) {
      for (int k = 0; k < inputs; k++) {
        turned[k * outputs + o] = weights[o * inputs + k];
      }
    }
    return turned;
  }

  /** How many outputs the work divides into; long ranges are best. */
  public int outputs() {
    return outputs;
  }

  /** How many inputs there are, which is the greatest number of nonzero ones. */
  public int inputs() {
    return inputs;
  }

  /**
   * Lists the inputs that are not zero.
   *
   * @param xo where the inputs begin in x
   * @param rows takes where their weights begin; of {@link #inputs} elements
   * @param factors takes their values; of as many elements
   * @return how many there are
   */
  public int list(float[] x, int xo, int[] rows, float[] factors) {
    int count = 0;
    for (int k = 0; k < inputs; k++) {
      float value = x[xo + k];
      rows[count] = k * outputs;
      factors[count] = value;
      // Without a branch, which would be mispredicted at every other input.
      count += value != 0 ? 1 : 0;
    }
    return count;
  }

  /**
   * Computes a range of outputs, upper bound excluded, from a list that {@link #list} made.
   *
   * @param yo where the outputs begin in y
   */
  public void run(
      int[] rows, float[] factors, int rowCount, float[] y, int yo, int fromOutput, int toOutput) {
    int count = toOutput - fromOutput;
    int to = yo + fromOutput;
    System.arraycopy(bias, fromOutput, y, to, count);
    kernels.addRows(weights, rows, fromOutput, factors, rowCount, y, to, count);
    if (relu) {
      kernels.apply(RELU, y, to, y, to, count);
    }
  }
}
