package org.dyvedeep.knobs.bound;

/**
 * Neighbouring positions of a row of an output map.
 *
 * @param row the row
 * @param column the first column, a multiple of {@link #WIDTH}
 * @param width how many there are: {@link #WIDTH}, or what the row has left
 */
record Stretch(int row, int column, int width) {
  /** As many as a vector of SPET's kernel holds. */
  static final int WIDTH = 16;
}
