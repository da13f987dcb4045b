package org.dyvedeep.engine.kernel;

/**
 * Rows of whole numbers of 8 or 16 bits, the weights of an input or of an output each. The first
 * begins at a cache line, and kernels may load whole vectors at the end of the last.
 */
sealed interface FixedRows permits ByteRows, ShortRows {
  /** Takes room for so many numbers, all zero. */
  static FixedRows of(int bits, int size) {
    return bits == Byte.SIZE ? new ByteRows(size) : new ShortRows(size);
  }

  /** Replaces a number; its leading bits are lost if it has too many. */
  void set(int index, int value);

  /** A number. */
  int get(int index);

  /**
   * Adds rows to y: y[yo + i] += the sum over j of factors[j] times element from + i of row
   * which[j], for each i below count and each j below rowCount.
   *
   * @param stride elements from a row to the next
   * @param rowCount a multiple of 8
   * @param count a multiple of 16
   */
  void add(
      Kernels kernels,
      int from,
      int stride,
      int[] which,
      float[] factors,
      int rowCount,
      float[] y,
      int yo,
      int count);

  /**
   * Dot products of some rows of k numbers with x: y[yo + rows[j]] = the sum over i below k of
   * element i of that row times x[xo + i], for each j in a range, upper bound excluded.
   */
  void dots(
      Kernels kernels, int k, int[] rows, int from, int to, float[] x, int xo, float[] y, int yo);
}
