package org.dyvedeep.engine.kernel;

/**
 * Rows of codes of 8 bits, each of which stands for a number: a byte a weight where the numbers
 * have 16 bits. Looking them up takes longer than reading them, so that is for few rows.
 */
final class CodeRows {
  /** Rows that are added at a time, so that y is read and written less often. */
  private static final int ROWS = 4;

  private static final int MASK = 0xFF;

  private final byte[] codes;
  private final float[] numbers;

  /**
   * Takes room for codes; the array is kept.
   *
   * @param size how many codes
   * @param numbers what the 256 codes stand for
   */
  CodeRows(int size, float[] numbers) {
    this.codes = new byte[size];
    this.numbers = numbers;
  }

  /** Replaces a code. */
  void set(int index, byte code) {
    codes[index] = code;
  }

  /**
   * Adds rows to y: y[yo + o] += the sum over j of factors[j] times what element o of row which[j]
   * stands for, for some outputs o and each j below rowCount.
   *
   * @param outputs which; those from first on and before end
   * @param stride elements from a row to the next
   * @param rowCount a multiple of 4
   */
  void add(
      int[] outputs,
      int first,
      int end,
      int stride,
      int[] which,
      float[] factors,
      int rowCount,
      float[] y,
      int yo) {
    for (int j = 0; j < rowCount; j += ROWS) {
      int a = which[j] * stride;
      int b = which[j + 1] * stride;
      int c = which[j + 2] * stride;
      int d = which[j + 3] * stride;
      float fa = factors[j];
      float fb = factors[j + 1];
      float fc = factors[j + 2];
      float fd = factors[j + 3];
      for (int i = first; i < end; i++) {
        int o = outputs[i];
        y[yo + o] +=
            fa * numbers[codes[a + o] & MASK]
                + fb * numbers[codes[b + o] & MASK]
                + (fc * numbers[codes[c + o] & MASK] + fd * numbers[codes[d + o] & MASK]);
      }
    }
  }
}
