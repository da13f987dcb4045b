package org.dyvedeep.engine.kernel;

import java.util.Arrays;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.tensor.CodebookWeights;

/**
 * Weights of a fully-connected layer as fixed-point numbers of 24 bits, split so that the leading 8
 * bits can be read alone: w = scale * (high + low / 65536), where scale is a 127th of the greatest
 * absolute weight of the row, high an int8 and low an int16. The error of a weight is at most 2^-24
 * of that greatest one; a weight that is not zero stays so.
 *
 * <p>The weights of an input lie together, so that those of a zero input need not be read:
 * [input][output], with outputs completed to whole blocks of 16. The low parts also lie row by row,
 * [output][input], for outputs that are wanted alone. Weights in a codebook have their low parts by
 * rows only: 3 bytes a weight.
 */
final class SplitWeights {
  /** What low counts, as a part of high. */
  static final int LOW_UNITS = 1 << Short.SIZE;

  /** Where the rows of bytes begin, at a cache line; see the class of that name. */
  static final int FIRST_HIGH = 48;

  /** Where the rows of shorts begin, at a cache line. */
  static final int FIRST_LOW = 24;

  private static final int BLOCK = BlockedLayout.BLOCK;
  private static final int GREATEST = Byte.MAX_VALUE;

  /** Vectors of bytes are loaded whole, also where only some of them are used. */
  private static final int SURPLUS = 16;

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

  final byte[] high;

  /** The low parts by inputs; null where there are none. */
  final short[] low;

  final short[] lowRows;
  final double[] scale;

  /** The greatest difference, in units of scale, between a row's weights and their high parts. */
  final double[] highError;

  /**
   * Splits weights; the array is not kept.
   *
   * @param weights outputs x inputs; {@link #handles} them
   */
  SplitWeights(int outputs, int inputs, float[] weights) {
    this.outputs = outputs;
    this.inputs = inputs;
    this.stride = (outputs + BLOCK - 1) / BLOCK * BLOCK;
    int stored = Math.multiplyExact(stride, inputs);
    this.high = new byte[Math.addExact(FIRST_HIGH + SURPLUS, stored)];
    this.low = new short[Math.addExact(FIRST_LOW, stored)];
    this.lowRows = new short[Math.addExact(FIRST_LOW, weights.length)];
    this.scale = new double[outputs];
    this.highError = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      scale[o] = (double) greatest(weights, o * inputs, inputs) / GREATEST;
    }
    for (int k = 0; k < inputs; k += PACKED_INPUTS) {
      for (int o = 0; o < outputs; o++) {
        pack(weights, o, k, Math.min(inputs, k + PACKED_INPUTS));
      }
    }
  }

  /**
   * Splits weights in a codebook, without expanding them: each has one of few values.
   *
   * @param weights of outputs x inputs, in any shape of that size; {@link #handles} them
   */
  SplitWeights(int outputs, int inputs, CodebookWeights weights) {
    this.outputs = outputs;
    this.inputs = inputs;
    this.stride = (outputs + BLOCK - 1) / BLOCK * BLOCK;
    this.high = new byte[Math.addExact(FIRST_HIGH + SURPLUS, Math.multiplyExact(stride, inputs))];
    this.low = null;
    this.lowRows = new short[Math.addExact(FIRST_LOW, Math.multiplyExact(outputs, inputs))];
    this.scale = new double[outputs];
    this.highError = new double[outputs];
    float[] values = values(weights);
    double unit = (double) greatest(values, 0, values.length) / GREATEST;
    Arrays.fill(scale, unit);
    byte[] highs = new byte[values.length];
    short[] lows = new short[values.length];
    double error = 0;
    for (int code = 0; code < values.length; code++) {
      double exact = unit == 0 ? 0 : values[code] / unit;
      int fixed = fixed(exact);
      highs[code] = (byte) high(fixed);
      lows[code] = low(fixed);
      error = Math.max(error, Math.abs(exact - highs[code]));
    }
    Arrays.fill(highError, error);
    packCodes(weights.reader(), highs, lows);
  }

  private static float[] values(CodebookWeights weights) {
    float[] values = new float[1 << weights.bits()];
    for (int code = 0; code < values.length; code++) {
      values[code] = weights.codeValue(code);
    }
    return values;
  }

  /** A block of outputs at a time, so that writes by inputs fill parts of cache lines. */
  private void packCodes(CodebookWeights.Reader reader, byte[] highs, short[] lows) {
    byte[] codes = new byte[BLOCK * inputs];
    for (int first = 0; first < outputs; first += BLOCK) {
      int rows = Math.min(BLOCK, outputs - first);
      reader.read(codes, rows * inputs);
      for (int i = 0; i < rows * inputs; i++) {
        lowRows[FIRST_LOW + first * inputs + i] = lows[codes[i] & 0xFF];
      }
      for (int k = 0; k < inputs; k++) {
        int to = FIRST_HIGH + k * stride + first;
        for (int row = 0; row < rows; row++) {
          high[to + row] = highs[codes[row * inputs + k] & 0xFF];
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
    return (outputs + (long) BLOCK) * inputs <= Integer.MAX_VALUE - FIRST_HIGH - SURPLUS;
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
      short rest = low(fixed);
      high[FIRST_HIGH + k * stride + output] = (byte) top;
      low[FIRST_LOW + k * stride + output] = rest;
      lowRows[FIRST_LOW + row] = rest;
      error = Math.max(error, Math.abs(exact - top));
    }
    highError[output] = error;
  }

  private static int fixed(double exact) {
    int nearest = (int) Math.rint(exact * LOW_UNITS);
    return nearest == 0 ? (int) Math.signum(exact) : nearest;
  }

  private static int high(int fixed) {
    return (fixed + LOW_UNITS / 2) >> Short.SIZE;
  }

  private static short low(int fixed) {
    return (short) (fixed - high(fixed) * LOW_UNITS);
  }

  /** A weight, as it was up to rounding. */
  float weight(int output, int input) {
    double fraction = lowRows[FIRST_LOW + output * inputs + input] / (double) LOW_UNITS;
    return (float) (scale[output] * (high[FIRST_HIGH + input * stride + output] + fraction));
  }
}
