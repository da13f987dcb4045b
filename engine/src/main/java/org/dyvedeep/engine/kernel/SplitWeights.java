package org.dyvedeep.engine.kernel;

import java.util.Arrays;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.tensor.CodebookWeights;

/**
 * Weights of a fully-connected layer as fixed-point numbers of 24 bits, split so that the leading 8
 * or 16 bits can be read alone: w = scale * (high + low / 65536), where scale is a 127th of the
 * greatest absolute weight of the row, high an int8 and low an int16; or w = scale * (high + low /
 * 256), where scale is a 32767th, high an int16 and low an int8. The error of a weight is at most
 * 2^-24 of that greatest one; a weight that is not zero stays so.
 *
 * <p>The weights of an input lie together, so that those of a zero input need not be read:
 * [input][output], with outputs completed to whole blocks of 16. The low parts also lie row by row,
 * [output][input], for outputs that are wanted alone: 5 bytes a weight, or 4 if 16 bits lead.
 * Weights in a codebook are led by 8 bits, and have codes in place of their low parts by inputs: 4
 * bytes.
 */
final class SplitWeights {
  private static final int BLOCK = BlockedLayout.BLOCK;
  private static final int BITS = 24;

  /** How many codes there are at most. */
  private static final int CODES = 1 << Byte.SIZE;

  /** A weight that is looked up by its code takes as long as so many that are read. */
  private static final int LOOK_UP = 4;

  /** Room that arrays need besides their weights, generously. */
  private static final int SURPLUS = 64;

  /** Below that part of the greatest weight of a row, bits are missed. */
  private static final float SMALL = 1f / 1024;

  private static final double MOST_SMALL = 0.1;

  /** Rows beyond have scales, or their reciprocals, that are no normal floats. */
  private static final float LEAST_ROW = 1e-30f;

  private static final float GREATEST_ROW = 1e30f;

  /** Inputs that are packed at a time, so that reads and writes stay in the cache. */
  private static final int PACKED_INPUTS = 64;

  final int outputs;
  final int inputs;

  /** Elements from the weights of an input to those of the next. */
  final int stride;

  /** How many bits follow the leading ones. */
  private final int lowBits;

  /** The leading parts by inputs. */
  final FixedRows high;

  /** The low parts by inputs; null where they stand as codes. */
  private final FixedRows low;

  private final CodeRows codes;

  /** The low parts by outputs. */
  final FixedRows lowRows;

  final double[] scale;

  /** The greatest difference, in units of scale, between a row's weights and their high parts. */
  final double[] highError;

  /**
   * Splits weights; the array is not kept.
   *
   * @param weights outputs x inputs; {@link #handles} them
   * @param leading how many bits lead: 8 or 16
   */
  SplitWeights(int outputs, int inputs, float[] weights, int leading) {
    this.outputs = outputs;
    this.inputs = inputs;
    this.stride = stride(outputs);
    this.lowBits = BITS - leading;
    int stored = Math.multiplyExact(stride, inputs);
    this.high = FixedRows.of(leading, stored);
    this.low = FixedRows.of(lowBits, stored);
    this.codes = null;
    this.lowRows = FixedRows.of(lowBits, weights.length);
    this.scale = new double[outputs];
    this.highError = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      scale[o] = (double) greatest(weights, o * inputs, inputs) / greatestHigh();
    }
    for (int k = 0; k < inputs; k += PACKED_INPUTS) {
      for (int o = 0; o < outputs; o++) {
        pack(weights, o, k, Math.min(inputs, k + PACKED_INPUTS));
      }
    }
  }

  /**
   * Splits weights in a codebook, without expanding them: each has one of few values. 8 bits lead.
   *
   * @param weights of outputs x inputs, in any shape of that size; {@link #handles} them
   */
  SplitWeights(int outputs, int inputs, CodebookWeights weights) {
    this.outputs = outputs;
    this.inputs = inputs;
    this.stride = stride(outputs);
    this.lowBits = BITS - Byte.SIZE;
    int stored = Math.multiplyExact(stride, inputs);
    this.high = FixedRows.of(Byte.SIZE, stored);
    this.lowRows = FixedRows.of(lowBits, Math.multiplyExact(outputs, inputs));
    this.scale = new double[outputs];
    this.highError = new double[outputs];
    float[] values = values(weights);
    double unit = (double) greatest(values, 0, values.length) / greatestHigh();
    Arrays.fill(scale, unit);
    int[] highs = new int[values.length];
    int[] lows = new int[values.length];
    float[] numbers = new float[CODES];
    double error = 0;
    for (int code = 0; code < values.length; code++) {
      double exact = unit == 0 ? 0 : values[code] / unit;
      int fixed = fixed(exact);
      highs[code] = high(fixed);
      lows[code] = low(fixed);
      numbers[code] = lows[code];
      error = Math.max(error, Math.abs(exact - highs[code]));
    }
    Arrays.fill(highError, error);
    this.low = null;
    this.codes = new CodeRows(stored, numbers);
    packCodes(weights.reader(), highs, lows);
  }

  private static int stride(int outputs) {
    return (outputs + BLOCK - 1) / BLOCK * BLOCK;
  }

  /** The greatest absolute leading part. */
  int greatestHigh() {
    return (1 << (BITS - lowBits - 1)) - 1;
  }

  private static float[] values(CodebookWeights weights) {
    float[] values = new float[1 << weights.bits()];
    for (int code = 0; code < values.length; code++) {
      values[code] = weights.codeValue(code);
    }
    return values;
  }

  /** A block of outputs at a time, so that writes by inputs fill parts of cache lines. */
  private void packCodes(CodebookWeights.Reader reader, int[] highs, int[] lows) {
    byte[] block = new byte[BLOCK * inputs];
    for (int first = 0; first < outputs; first += BLOCK) {
      int rows = Math.min(BLOCK, outputs - first);
      reader.read(block, rows * inputs);
      for (int i = 0; i < rows * inputs; i++) {
        lowRows.set(first * inputs + i, lows[block[i] & 0xFF]);
      }
      for (int k = 0; k < inputs; k++) {
        int to = k * stride + first;
        for (int row = 0; row < rows; row++) {
          byte code = block[row * inputs + k];
          codes.set(to + row, code);
          high.set(to + row, highs[code & 0xFF]);
        }
      }
    }
  }

  /** Whether fixed-point numbers serve for the values of a codebook as well as floats. */
  static boolean handles(int outputs, int inputs, CodebookWeights weights) {
    float[] values = values(weights);
    return fits(outputs, inputs) && handlesRow(values, 0, values.length);
  }

  private static boolean fits(int outputs, int inputs) {
    return (outputs + (long) BLOCK) * inputs <= Integer.MAX_VALUE - SURPLUS;
  }

  /**
   * Whether fixed-point numbers serve for weights as well as floats: all are finite, and in each
   * row few are so much smaller than the greatest that they would lose many bits.
   */
  static boolean handles(int outputs, int inputs, float[] weights) {
    if (!fits(outputs, inputs)) {
      return false;
    }
    for (int o = 0; o < outputs; o++) {
      if (!handlesRow(weights, o * inputs, inputs)) {
        return false;
      }
    }
    return true;
  }

  private static boolean handlesRow(float[] weights, int from, int inputs) {
    float greatest = greatest(weights, from, inputs);
    if (greatest == 0) {
      return true;
    }
    // False for what is no number, too.
    if (!(greatest >= LEAST_ROW && greatest <= GREATEST_ROW)) {
      return false;
    }
    int nonzero = 0;
    int small = 0;
    for (int i = from; i < from + inputs; i++) {
      float size = Math.abs(weights[i]);
      nonzero += size > 0 ? 1 : 0;
      small += size > 0 && size < greatest * SMALL ? 1 : 0;
    }
    return small <= MOST_SMALL * nonzero;
  }

  /** The greatest absolute value; not a number if one is not. */
  private static float greatest(float[] weights, int from, int count) {
    float greatest = 0;
    for (int i = from; i < from + count; i++) {
      greatest = Math.max(greatest, Math.abs(weights[i]));
    }
    return greatest;
  }

  private void pack(float[] weights, int output, int fromInput, int toInput) {
    double factor = scale[output] == 0 ? 0 : 1 / scale[output];
    double error = highError[output];
    for (int k = fromInput; k < toInput; k++) {
      int row = output * inputs + k;
      double exact = weights[row] * factor;
      int fixed = fixed(exact);
      int top = high(fixed);
      int rest = low(fixed);
      high.set(k * stride + output, top);
      low.set(k * stride + output, rest);
      lowRows.set(row, rest);
      error = Math.max(error, Math.abs(exact - top));
    }
    highError[output] = error;
  }

  private int fixed(double exact) {
    int nearest = (int) Math.rint(exact * lowUnits());
    return nearest == 0 ? (int) Math.signum(exact) : nearest;
  }

  private int high(int fixed) {
    return (fixed + lowUnits() / 2) >> lowBits;
  }

  private int low(int fixed) {
    return fixed - high(fixed) * lowUnits();
  }

  /**
   * Adds the low parts of some inputs' weights to sums, at least those of outputs that are kept.
   *
   * @param from the first output, a multiple of 16
   * @param to behind the last; a multiple of 16
   * @param kept outputs in ascending order, those of the range from first on and before end
   * @param which inputs
   * @param factors what their weights are multiplied by
   * @param rowCount how many inputs, a multiple of 8
   * @param yo where the sum of output 0 stands in y
   */
  void addLow(
      Kernels kernels,
      int from,
      int to,
      int[] kept,
      int first,
      int end,
      int[] which,
      float[] factors,
      int rowCount,
      float[] y,
      int yo) {
    if (low == null) {
      codes.add(kept, first, end, stride, which, factors, rowCount, y, yo);
    } else {
      low.add(kernels, from, stride, which, factors, rowCount, y, yo + from, to - from);
    }
  }

  /**
   * Whether the low parts of outputs that are kept are read faster by rows than by inputs.
   *
   * @param kept how many outputs
   * @param nonzero how many inputs are not zero
   */
  boolean fasterByRows(int kept, int nonzero) {
    long byInputs = low == null ? (long) LOOK_UP * kept : outputs;
    return (long) kept * inputs <= byInputs * nonzero;
  }

  /** What low counts, as a part of high. */
  int lowUnits() {
    return 1 << lowBits;
  }

  /** A weight, as it was up to rounding. */
  float weight(int output, int input) {
    double fraction = lowRows.get(output * inputs + input) / (double) lowUnits();
    return (float) (scale[output] * (high.get(input * stride + output) + fraction));
  }
}
