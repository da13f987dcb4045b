package org.dyvedeep.engine.kernel;

/** Rows of numbers of 16 bits. */
final class ShortRows implements FixedRows {
  private static final int FIRST = 24;

  private final short[] values;

  /** Takes room for so many numbers, all zero. */
  ShortRows(int size) {
    values = new short[Math.addExact(FIRST, size)];
  }

  @Override
  public void set(int index, int value) {
    values[FIRST + index] = (short) value;
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
