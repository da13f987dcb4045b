package org.dyvedeep.engine.kernel;

/** Rows of numbers of 8 bits. */
final class ByteRows implements FixedRows {
  /** Begins a line; see {@link org.dyvedeep.engine.kernel.layout.CacheLines}. */
  private static final int FIRST = 48;

  /** Vectors of bytes are loaded whole, also where only some of them are used. */
  private static final int SURPLUS = 16;

  private final byte[] values;

  /** Takes room for so many numbers, all zero. */
  ByteRows(int size) {
    values = new byte[Math.addExact(FIRST + SURPLUS, size)];
  }

  @Override
  public void set(int index, int value) {
    values[FIRST + index] = (byte) value;
  }

  @Override
  public int get(int index) {
    return values[FIRST + index];
  }

  @Override
  public void add(
      Kernels kernels,
      int from,
      int stride,
      int[] which,
      float[] factors,
      int rowCount,
      float[] y,
      int yo,
      int count) {
    kernels.addRows(values, FIRST + from, stride, which, factors, rowCount, y, yo, count);
  }

  @Override
  public void dots(
      Kernels kernels, int k, int[] rows, int from, int to, float[] x, int xo, float[] y, int yo) {
    kernels.rowDots(values, FIRST, k, rows, from, to, x, xo, y, yo);
  }
}
