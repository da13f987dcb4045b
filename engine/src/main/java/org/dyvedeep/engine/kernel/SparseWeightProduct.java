package org.dyvedeep.engine.kernel;

import org.dyvedeep.engine.tensor.CodebookWeights;

/**
 * A fully-connected layer whose weights are mostly zero and stand in a codebook (Deep Compression,
 * Han et al. 2016): y = x W' + bias, computed from 16 bits for each weight that is not zero. Those
 * of one input lie together, as in {@link SparseInputProduct}, so that a product takes place only
 * where input and weight both differ from zero. Exact: the others are zero.
 *
 * <p>Outputs are divided into blocks, and an entry holds its output's place in the block above the
 * weight's code: 12 and 4 bits, or 8 and 8. One load gives both, which made this twice as fast as a
 * list of gaps, whose additions wait for each other; vectors have no use for so scattered outputs.
 *
 * <p>Immutable and shared by threads, which may run disjoint ranges of blocks at the same time.
 */
public final class SparseWeightProduct {
  private final int outputs;
  private final int inputs;
  private final int blockOutputs;
  private final int codeBits;
  private final float[] codebook;
  private final char[] entries;

  /** Where the entries of an input begin, for all inputs of the first block, then of the next. */
  private final int[] starts;

  private final float[] bias;
  private final boolean relu;

  /**
   * Sorts the weights by inputs, without expanding them; what was given is not kept.
   *
   * @param weights of outputs x inputs, in any shape of that size; {@link #handles} them
   * @param bias one value an output; null for none
   * @param relu whether negative results become zero
   * @param parts into how many blocks of one size the outputs are divided, about; more where a
   *     block has no room for so many
   * @throws IllegalArgumentException if a size is off, or weights that are not stored are not zero
   */
  public SparseWeightProduct(
      int outputs, int inputs, CodebookWeights weights, float[] bias, boolean relu, int parts) {
    WeightLengths.require((long) outputs * inputs, outputs, weights.shape().size(), bias);
    if (!handles(weights)) {
      throw new IllegalArgumentException(
          "code 0 stands for " + weights.codeValue(0) + ", so weights that are not stored count");
    }
    this.outputs = outputs;
    this.inputs = inputs;
    this.codeBits = weights.bits();
    this.codebook = new float[1 << codeBits];
    for (int code = 0; code < codebook.length; code++) {
      codebook[code] = weights.codeValue(code);
    }
    this.blockOutputs =
        Math.min(1 << (Character.SIZE - codeBits), Math.max(1, (outputs - 1) / parts + 1));
    this.starts = new int[blocks() * inputs + 1];
    this.entries = sorted(weights);
    this.bias = bias == null ? new float[outputs] : bias;
    this.relu = relu;
  }

  /** Whether weights that are not stored are zero, as Deep Compression writes them. */
  public static boolean handles(CodebookWeights weights) {
    return weights.codeValue(0) == 0;
  }

  /** Sorts by counting: the entries of a list keep the order of their outputs. */
  private char[] sorted(CodebookWeights weights) {
    visit(weights, (list, entry) -> starts[list + 1]++);
    for (int list = 0; list < starts.length - 1; list++) {
      starts[list + 1] += starts[list];
    }
    char[] result = new char[starts[starts.length - 1]];
    int[] next = starts.clone();
    visit(weights, (list, entry) -> result[next[list]++] = (char) entry);
    return result;
  }

  private interface Visitor {
    void visit(int list, int entry);
  }

  private void visit(CodebookWeights weights, Visitor visitor) {
    int output = 0;
    int input = -1;
    for (int i = 0; i < weights.nonzeros(); i++) {
      input += weights.gap(i) + 1;
      while (input >= inputs) {
        input -= inputs;
        output++;
      }
      int code = weights.code(i);
      // Fillers, which bridge gaps, stand for zero, as may other codes.
      if (codebook[code] != 0) {
        int place = output % blockOutputs;
        visitor.visit(output / blockOutputs * inputs + input, place << codeBits | code);
      }
    }
  }

  /** How many blocks the outputs are divided into. */
  public int blocks() {
    return (outputs - 1) / blockOutputs + 1;
  }

  /** How many inputs there are, which is the greatest number of nonzero ones. */
  public int inputs() {
    return inputs;
  }

  /** How many outputs there are. */
  public int outputs() {
    return outputs;
  }

  /** Bytes held by weights, bias and what finds them. */
  public long bytes() {
    return (long) Character.BYTES * entries.length
        + (long) Integer.BYTES * starts.length
        + (long) Float.BYTES * (codebook.length + bias.length);
  }

  /**
   * Lists the inputs that are not zero.
   *
   * @param xo where the inputs begin in x
   * @param which takes their indices; of {@link #inputs} elements
   * @return how many there are
   */
  public int list(float[] x, int xo, int[] which) {
    int count = 0;
    for (int k = 0; k < inputs; k++) {
      which[count] = k;
      // Without a branch, which would be mispredicted at every other input.
      count += x[xo + k] != 0 ? 1 : 0;
    }
    return count;
  }

  /**
   * Computes a range of blocks, upper bound excluded, from a list that {@link #list} made.
   *
   * @param xo where the inputs begin in x
   * @param yo where the outputs begin in y
   */
  public void run(
      float[] x, int xo, int[] which, int count, float[] y, int yo, int fromBlock, int toBlock) {
    for (int block = fromBlock; block < toBlock; block++) {
      int first = block * blockOutputs;
      int size = Math.min(blockOutputs, outputs - first);
      int to = yo + first;
      System.arraycopy(bias, first, y, to, size);
      for (int j = 0; j < count; j++) {
        int list = block * inputs + which[j];
        add(starts[list], starts[list + 1], x[xo + which[j]], y, to);
      }
      if (relu) {
        rectify(y, to, size);
      }
    }
  }

  private void add(int from, int to, float factor, float[] y, int yo) {
    int shift = codeBits;
    int mask = (1 << shift) - 1;
    for (int i = from; i < to; i++) {
      int entry = entries[i];
      y[yo + (entry >> shift)] += factor * codebook[entry & mask];
    }
  }

  private static void rectify(float[] y, int yo, int count) {
    for (int i = yo; i < yo + count; i++) {
      y[i] = Math.max(0, y[i]);
    }
  }
}
