package org.dyvedeep.knobs.bound;

/** Counts blocks of a layer's outputs that have at least one output of some kind. */
final class BlockCounter {
  private final BlockShape shape;
  private final int outputs;
  private final int outputsPerGroup;
  private long blocks;
  private long found;

  /** Counts blocks within groups: those of different groups read different inputs. */
  BlockCounter(BlockShape shape, int outputs, int outputsPerGroup) {
    this.shape = shape;
    this.outputs = outputs;
    this.outputsPerGroup = outputsPerGroup;
  }

  /** Adds the blocks of a rectangle of positions. */
  void add(OutputMask mask) {
    for (int group = 0; group < outputs; group += outputsPerGroup) {
      int end = group + outputsPerGroup;
      for (int feature = group; feature < end; feature += shape.features()) {
        add(mask, feature, Math.min(end, feature + shape.features()));
      }
    }
  }

  private void add(OutputMask mask, int first, int end) {
    for (int row = 0; row < mask.height(); row += shape.rows()) {
      for (int column = 0; column < mask.width(); column += shape.columns()) {
        blocks++;
        found += any(mask, first, end, row, column) ? 1 : 0;
      }
    }
  }

  private boolean any(OutputMask mask, int first, int end, int top, int left) {
    int bottom = Math.min(mask.height(), top + shape.rows());
    int right = Math.min(mask.width(), left + shape.columns());
    for (int feature = first; feature < end; feature++) {
      for (int row = top; row < bottom; row++) {
        for (int column = left; column < right; column++) {
          if (mask.get(feature, row, column)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The share of blocks that have one; 0 where there are no blocks. */
  double share() {
    return blocks == 0 ? 0 : (double) found / blocks;
  }
}
