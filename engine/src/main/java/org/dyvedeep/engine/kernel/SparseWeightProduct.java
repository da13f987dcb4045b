package org.dyvedeep.engine.kernel;

import java.util.Arrays;
import org.dyvedeep.engine.tensor.CodebookWeights;

/**
 * A fully-connected layer whose weights are mostly zero and stand in a codebook (Deep Compression,
 * Han et al. 2016): y = x W' + bias, computed from codes. The weights of one input lie together, as
 * in {@link SparseInputProduct}, so that a product takes place only where input and weight both
 * differ from zero. Exact: the others are zero.
 *
 * <p>Outputs are divided into blocks. Those of a list, the weights of one input in one block, are
 * sorted by code, and run by run of four outputs share one code: one product serves all four.
 * Vectors have no use for so scattered outputs. What completes a run adds to sums that nobody
 * reads. Where runs would hardly fill, as with codes of 8 bits, each output has a code of its own.
 *
 * <p>Lists are short, and the processor's prefetching begins anew in each; so some lists are looked
 * through before they are needed, which has their cache lines fetched side by side.
 *
 * <p>Immutable and shared by threads; what changes is in a {@link Bound}.
 */
public final class SparseWeightProduct {
  private static final int RUN = 4;

  /** Runs may hold that many places for each output; with more, single outputs are faster. */
  private static final double MOST_PLACES = 1.3;

  /**
   * Lists that are looked through at a time: with their sums they fill half a first-level cache.
   */
  private static final int READ_AHEAD = 8;

  private static final int LINE_BYTES = 64;
  private static final int LINE_CHARS = LINE_BYTES / Character.BYTES;

  private final int outputs;
  private final int inputs;
  private final int blockOutputs;
  private final float[] codebook;
  private final int run;

  /** A code for each run. */
  private final byte[] codes;

  /** The places of a run's outputs in their block. */
  private final char[] places;

  /** Where the runs of an input begin, for all inputs of the first block, then of the next. */
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
    this.codebook = new float[1 << weights.bits()];
    for (int code = 0; code < codebook.length; code++) {
      codebook[code] = weights.codeValue(code);
    }
    this.blockOutputs =
        Math.min(Character.MAX_VALUE + 1 - RUN, Math.max(1, (outputs - 1) / parts + 1));
    this.starts = new int[blocks() * inputs + 1];
    int[] next = new int[Math.multiplyExact(blocks() * inputs, codebook.length)];
    visit(weights, (list, code, place) -> next[list * codebook.length + code]++);
    this.run =
        Arrays.stream(next).mapToLong(SparseWeightProduct::places).sum()
                <= MOST_PLACES * Arrays.stream(next).asLongStream().sum()
            ? RUN
            : 1;
    int runs = arrange(next);
    this.codes = new byte[runs];
    this.places = new char[Math.multiplyExact(runs, run)];
    for (int i = 0; i < places.length; i++) {
      places[i] = (char) (blockOutputs + i % run);
    }
    visit(weights, (list, code, place) -> put(next[list * codebook.length + code]++, code, place));
    this.bias = bias == null ? new float[outputs] : bias;
    this.relu = relu;
  }

  /** Whether weights that are not stored are zero, as Deep Compression writes them. */
  public static boolean handles(CodebookWeights weights) {
    return weights.codeValue(0) == 0;
  }

  private static long places(int count) {
    return ((long) count + RUN - 1) / RUN * RUN;
  }

  /**
   * Sorts by counting: turns counts of weights, by list and code, into where their places begin.
   *
   * @return how many runs there are
   */
  private int arrange(int[] counts) {
    int runs = 0;
    for (int list = 0; list < starts.length - 1; list++) {
      starts[list] = runs;
      for (int i = list * codebook.length; i < (list + 1) * codebook.length; i++) {
        int count = counts[i];
        counts[i] = runs * run;
        runs = Math.addExact(runs, (count + run - 1) / run);
      }
    }
    starts[starts.length - 1] = runs;
    return runs;
  }

  private void put(int at, int code, int place) {
    places[at] = (char) place;
    codes[at / run] = (byte) code;
  }

  private interface Visitor {
    void visit(int list, int code, int place);
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
        visitor.visit(output / blockOutputs * inputs + input, code, output % blockOutputs);
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
    return (long) Character.BYTES * places.length
        + codes.length
        + (long) Integer.BYTES * starts.length
        + (long) Float.BYTES * (codebook.length + bias.length);
  }

  /** Takes the room that a run needs besides its inputs and outputs. */
  public Bound bind() {
    return new Bound();
  }

  /**
   * The layer with room of its own, for one run at a time: {@link #list} by one thread, then {@link
   * #run} for all blocks by any number.
   */
  public final class Bound {
    private final NonzeroInputs list = new NonzeroInputs(inputs);

    /** The sums of each block, of places that complete runs, and what was read ahead. */
    private final float[][] sums = new float[blocks()][blockOutputs + RUN + 1];

    private Bound() {}

    /**
     * Lists the inputs that are not zero.
     *
     * @param xo where the inputs begin in x
     */
    public void list(float[] x, int xo) {
      list.list(x, xo);
    }

    /** How many inputs are not zero. */
    public int nonzeroInputs() {
      return list.count();
    }

    /**
     * Computes a range of blocks, upper bound excluded.
     *
     * @param yo where the outputs begin in y
     */
    public void run(float[] y, int yo, int fromBlock, int toBlock) {
      for (int block = fromBlock; block < toBlock; block++) {
        int first = block * blockOutputs;
        int size = Math.min(blockOutputs, outputs - first);
        System.arraycopy(bias, first, sums[block], 0, size);
        sum(block * inputs, sums[block]);
        store(sums[block], y, yo + first, size);
      }
    }

    private void sum(int firstList, float[] to) {
      for (int j = 0; j < list.count(); j++) {
        if (j % READ_AHEAD == 0) {
          to[to.length - 1] = readAhead(firstList, j);
        }
        int from = starts[firstList + list.which[j]];
        int end = starts[firstList + list.which[j] + 1];
        if (run == RUN) {
          addRuns(from, end, list.factors[j], to);
        } else {
          addSingly(from, end, list.factors[j], to);
        }
      }
    }

    /** What is read has no meaning, but must seem to be wanted. */
    private int readAhead(int firstList, int from) {
      int read = 0;
      for (int j = from; j < Math.min(list.count(), from + READ_AHEAD); j++) {
        int begin = starts[firstList + list.which[j]];
        int end = starts[firstList + list.which[j] + 1];
        for (int i = begin * run; i < end * run; i += LINE_CHARS) {
          read += places[i];
        }
        for (int i = begin; i < end; i += LINE_BYTES) {
          read += codes[i];
        }
      }
      return read;
    }

    private void store(float[] from, float[] y, int yo, int size) {
      for (int i = 0; i < size; i++) {
        y[yo + i] = relu ? Math.max(0, from[i]) : from[i];
      }
    }
  }

  private void addRuns(int from, int to, float factor, float[] sums) {
    int mask = codebook.length - 1;
    for (int i = from; i < to; i++) {
      float product = factor * codebook[codes[i] & mask];
      int at = RUN * i;
      sums[places[at]] += product;
      sums[places[at + 1]] += product;
      sums[places[at + 2]] += product;
      sums[places[at + 3]] += product;
    }
  }

  private void addSingly(int from, int to, float factor, float[] sums) {
    int mask = codebook.length - 1;
    for (int i = from; i < to; i++) {
      sums[places[i]] += factor * codebook[codes[i] & mask];
    }
  }
}
