package org.dyvedeep.knobs.bound;

/**
 * Outputs that a kernel computes, or skips, together. Blocks are counted from the first feature of
 * each group and from position 0; the last ones may be smaller.
 *
 * @param features neighbouring output features
 * @param rows neighbouring rows of the output map
 * @param columns neighbouring columns
 */
record BlockShape(int features, int rows, int columns) {
  /** A single output. */
  static final BlockShape OUTPUT = new BlockShape(1, 1, 1);

  /** Half a vector of positions. */
  static final BlockShape EIGHT_POSITIONS = new BlockShape(1, 1, 8);

  /** A vector of positions, as SPET's kernel has it. */
  static final BlockShape SIXTEEN_POSITIONS = new BlockShape(1, 1, 16);

  /** A vector of features, as the dense kernels have it. */
  static final BlockShape SIXTEEN_FEATURES = new BlockShape(16, 1, 1);

  /** A vector of features in the least patch of Winograd's algorithm. */
  static final BlockShape PATCH = new BlockShape(16, 2, 2);
}
