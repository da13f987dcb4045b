package org.dyvedeep.engine.kernel;

import java.util.Arrays;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.CacheLines;
import org.dyvedeep.engine.tensor.CodebookWeights;

/**
 * A fully-connected layer followed by ReLU, y = max(0, x W' + bias), that computes only those
 * outputs that may be positive. First all are summed up from the leading 8 or 16 bits of their
 * weights, without those of zero inputs. What the bits left out can change at most, and the
 * rounding of the sum, is bounded by the sum of the inputs' absolute values; an output that cannot
 * be positive is zero. The others get the rest of their weights: row by row where they are few,
 * else, as the first time, without those of zero inputs. Which it is follows from the input at hand
 * alone.
 *
 * <p>So this is the paper's SPET with a bound that always holds: no output is set to zero whose sum
 * over the weights is positive. Weights are rounded to 24 bits, see {@link SplitWeights}.
 *
 * <p>Immutable and shared by threads; what changes is in a {@link Bound}.
 */
public final class PredictedProduct {
  /** Half a unit in the last place of 1, the relative error of a float operation. */
  private static final double ROUNDING = 0x1p-24;

  /** Roundings that a product goes through within its group, generously. */
  private static final int GROUP_ROUNDINGS = NonzeroInputs.GROUP + 2;

  /** What may be lost to underflow in one operation. */
  private static final double UNDERFLOW = Float.MIN_VALUE;

  /** Makes up for the rounding of the bound itself, in double precision. */
  private static final double OUTWARD = 1 + 1e-6;

  /** With greater inputs, sums might overflow. */
  private static final double GREATEST_MAGNITUDE = 1e33;

  /** From that part of positive outputs on, 16 bits lead. */
  private static final double MANY_POSITIVE = 0.3;

  private static final int BLOCK = BlockedLayout.BLOCK;

  /** Where sums begin in their arrays. */
  private static final int FIRST = CacheLines.FIRST;

  private final Kernels kernels;
  private final SplitWeights weights;
  private final float[] bias;

  /**
   * Splits the weights; the array given is not kept.
   *
   * @param weights outputs x inputs; {@link #handles} them
   * @param bias one value an output; null for none
   * @throws IllegalArgumentException if weights or bias have another length
   */
  public PredictedProduct(Kernels kernels, int outputs, int inputs, float[] weights, float[] bias) {
    WeightLengths.require((long) outputs * inputs, outputs, weights.length, bias);
    this.kernels = kernels;
    int leading = leadingBits(outputs, inputs, weights);
    this.weights = new SplitWeights(outputs, inputs, weights, leading);
    this.bias = bias == null ? new float[outputs] : bias;
  }

  /**
   * How many bits of the weights are read first. 8 suffice to prove most zeros where few outputs
   * are positive. Where many are, about as many more are too near to zero for that, and nearly all
   * weights would be read whole; then 16 bits leave nothing but the positive outputs to the rest.
   * How many there will be is told from what equal inputs would give: 8 bits for trained layers,
   * most of whose outputs are negative.
   */
  private static int leadingBits(int outputs, int inputs, float[] weights) {
    int positive = 0;
    for (int o = 0; o < outputs; o++) {
      double sum = 0;
      for (int i = o * inputs; i < (o + 1) * inputs; i++) {
        sum += weights[i];
      }
      positive += sum > 0 ? 1 : 0;
    }
    return positive > MANY_POSITIVE * outputs ? Short.SIZE : Byte.SIZE;
  }

  /**
   * Splits weights in a codebook, without expanding them: they take 4 bytes each.
   *
   * @param weights of outputs x inputs, in any shape of that size; {@link #handles} them
   * @param bias one value an output; null for none
   * @throws IllegalArgumentException if weights or bias have another length
   */
  public PredictedProduct(
      Kernels kernels, int outputs, int inputs, CodebookWeights weights, float[] bias) {
    WeightLengths.require((long) outputs * inputs, outputs, weights.shape().size(), bias);
    this.kernels = kernels;
    this.weights = new SplitWeights(outputs, inputs, weights);
    this.bias = bias == null ? new float[outputs] : bias;
  }

  /**
   * Whether weights may be rounded to 24 bits below the greatest of their row: all are finite, and
   * in no row more than a tenth is below a 1024th of the greatest.
   */
  public static boolean handles(int outputs, int inputs, float[] weights) {
    return SplitWeights.handles(outputs, inputs, weights);
  }

  /** The same for weights in a codebook, which counts as one row. */
  public static boolean handles(int outputs, int inputs, CodebookWeights weights) {
    return SplitWeights.handles(outputs, inputs, weights);
  }

  /** How many blocks of 16 outputs the work divides into; long ranges are best. */
  public int blocks() {
    return weights.stride / BLOCK;
  }

  /** How many inputs there are. */
  public int inputs() {
    return weights.inputs;
  }

  /** How many outputs there are. */
  public int outputs() {
    return weights.outputs;
  }

  /** Takes the room that a run needs besides its inputs and outputs. */
  public Bound bind() {
    return new Bound();
  }

  /**
   * The layer with room of its own, for one run at a time: {@link #list} by one thread, {@link
   * #predict} for all blocks by any number, {@link #settle} by one, {@link #complete} for all
   * blocks by any number.
   */
  public final class Bound {
    private final NonzeroInputs list = new NonzeroInputs(weights.inputs);
    private final int[] dealt = new int[weights.inputs + NonzeroInputs.GROUP];
    private final float[] factors = new float[weights.inputs + NonzeroInputs.GROUP];
    private final float[] highs = new float[FIRST + weights.stride];
    private final float[] lows = new float[FIRST + weights.stride];
    private final int[] kept = new int[weights.stride];
    private final int[] keptOfBlock = new int[blocks()];
    private int count;
    private boolean plain;
    private boolean byRows;

    private Bound() {}

    /**
     * Lists the inputs that are not zero.
     *
     * @param xo where the inputs begin in x
     */
    public void list(float[] x, int xo) {
      list.list(x, xo);
      list.deal(dealt, factors);
      // So for what is no number, too.
      plain = !(list.magnitude() <= GREATEST_MAGNITUDE);
    }

    /** Finds out which outputs of a range of blocks may be positive. */
    public void predict(int fromBlock, int toBlock) {
      int from = fromBlock * BLOCK;
      if (!plain) {
        Arrays.fill(highs, FIRST + from, FIRST + toBlock * BLOCK, 0);
        weights.high.add(
            kernels,
            from,
            weights.stride,
            dealt,
            factors,
            list.padded(),
            highs,
            FIRST + from,
            (toBlock - fromBlock) * BLOCK);
      }
      for (int block = fromBlock; block < toBlock; block++) {
        keptOfBlock[block] = plain ? keepAll(block) : keep(block);
      }
    }

    private int keepAll(int block) {
      int size = Math.min(BLOCK, weights.outputs - block * BLOCK);
      for (int i = 0; i < size; i++) {
        kept[block * BLOCK + i] = block * BLOCK + i;
      }
      return size;
    }

    private int keep(int block) {
      int first = block * BLOCK;
      int end = Math.min(weights.outputs, first + BLOCK);
      double magnitude = list.magnitude();
      int operations = list.padded() / NonzeroInputs.GROUP + GROUP_ROUNDINGS;
      double rounding =
          operations * ROUNDING / (1 - operations * ROUNDING) * weights.greatestHigh();
      double underflow = list.padded() * 2 * UNDERFLOW;
      int found = first;
      for (int o = first; o < end; o++) {
        double error = (weights.highError[o] + rounding) * magnitude * OUTWARD + underflow;
        double most = weights.scale[o] * (highs[FIRST + o] + error) + bias[o];
        kept[found] = o;
        // Without a branch; what is no number is kept.
        found += most <= 0 ? 0 : 1;
      }
      return found - first;
    }

    /** Gathers the outputs that may be positive, and decides how the others' weights are read. */
    public void settle() {
      count = 0;
      for (int block = 0; block < keptOfBlock.length; block++) {
        System.arraycopy(kept, block * BLOCK, kept, count, keptOfBlock[block]);
        count += keptOfBlock[block];
      }
      byRows = weights.fasterByRows(count, list.count());
    }

    /** How many outputs were not proven zero. */
    public int kept() {
      return count;
    }

    /** How many inputs are not zero. */
    public int nonzeroInputs() {
      return list.count();
    }

    /** Whether outputs that were kept read their rows, and not the weights of nonzero inputs. */
    public boolean byRows() {
      return byRows && !plain;
    }

    /**
     * Writes the outputs of a range of blocks.
     *
     * @param xo where the inputs begin in x, as they were listed
     * @param yo where the outputs begin in y
     */
    public void complete(float[] x, int xo, float[] y, int yo, int fromBlock, int toBlock) {
      int from = fromBlock * BLOCK;
      int to = Math.min(weights.outputs, toBlock * BLOCK);
      Arrays.fill(y, yo + from, yo + to, 0);
      int first = firstKept(from);
      int end = firstKept(to);
      if (plain) {
        runPlainly(y, yo, from, to);
        return;
      }
      if (byRows) {
        sumLowsByRows(x, xo, first, end);
      } else {
        sumLowsByColumns(from, toBlock * BLOCK, first, end);
      }
      for (int i = first; i < end; i++) {
        int o = kept[i];
        double low = (double) lows[FIRST + o] / weights.lowUnits();
        y[yo + o] = (float) Math.max(0, weights.scale[o] * (highs[FIRST + o] + low) + bias[o]);
      }
    }

    private void sumLowsByRows(float[] x, int xo, int fromKept, int toKept) {
      weights.lowRows.dots(kernels, weights.inputs, kept, fromKept, toKept, x, xo, lows, FIRST);
    }

    private void sumLowsByColumns(int from, int to, int fromKept, int toKept) {
      Arrays.fill(lows, FIRST + from, FIRST + to, 0);
      weights.addLow(
          kernels, from, to, kept, fromKept, toKept, dealt, factors, list.padded(), lows, FIRST);
    }

    private int firstKept(int output) {
      int found = Arrays.binarySearch(kept, 0, count, output);
      return found < 0 ? -found - 1 : found;
    }

    /** For inputs that are infinite, no number or about to overflow: as the definition says. */
    private void runPlainly(float[] y, int yo, int from, int to) {
      for (int o = from; o < to; o++) {
        float sum = 0;
        for (int j = 0; j < list.count(); j++) {
          sum += list.factors[j] * weights.weight(o, list.which[j]);
        }
        sum += bias[o];
        y[yo + o] = sum < 0 ? 0 : sum;
      }
    }
  }
}
