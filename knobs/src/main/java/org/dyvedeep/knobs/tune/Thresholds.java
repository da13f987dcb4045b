package org.dyvedeep.knobs.tune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** Where thresholds go between sampled values. */
final class Thresholds {
  /** Lies below every sum that a network can come to. */
  static final float NEVER = -1e30f;

  /** How far above the greatest value a threshold goes that all lie below. */
  private static final float MARGIN = 0.001f;

  private static final MathContext DIGITS = new MathContext(5);

  private Thresholds() {}

  /**
   * The threshold that has the first values of an order below it and the others not, rounded to a
   * few digits: plans are files that people read.
   *
   * @param last the place in the order of the last value below; -1 for none
   */
  static float after(float[] values, int[] order, int last) {
    if (last < 0) {
      return NEVER;
    }
    float low = values[order[last]];
    float above = low + MARGIN * Math.abs(low) + Float.MIN_NORMAL;
    float high = last + 1 < order.length ? values[order[last + 1]] : above;
    return rounded(low + (high - low) / 2);
  }

  /** The threshold below which the gains sum up to most; {@link #NEVER} if none gains. */
  static float below(float[] values, float[] gains) {
    return below(values, sortedIndices(values), gains);
  }

  /** The same for values whose order is known. */
  static float below(float[] values, int[] order, float[] gains) {
    double gained = 0;
    double most = 0;
    int last = -1;
    for (int k = 0; k < order.length; k++) {
      gained += gains[order[k]];
      boolean separates = k + 1 == order.length || values[order[k + 1]] > values[order[k]];
      if (gained > most && separates) {
        most = gained;
        last = k;
      }
    }
    return after(values, order, last);
  }

  /** The indices of values, by ascending value. */
  static int[] sortedIndices(float[] values) {
    long[] keys = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      int bits = Float.floatToIntBits(values[i]);
      int ordered = bits ^ ((bits >> 31) & 0x7fffffff);
      keys[i] = ((long) ordered << 32) | i;
    }
    Arrays.sort(keys);
    int[] indices = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      indices[i] = (int) keys[i];
    }
    return indices;
  }

  static float rounded(float value) {
    return Float.isFinite(value) ? new BigDecimal(value).round(DIGITS).floatValue() : value;
  }
}
