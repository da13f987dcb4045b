package org.dyvedeep.engine.kernel;

import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * Pooling between two blocked layouts. An empty window gives the lowest float (MAX), or zero
 * divided by its clipped extent (AVE), as Caffe's formulas do.
 *
 * @param max whether the greatest element is taken, ignoring padding and NaN; otherwise the average
 * @param in the input; its border is not used
 * @param out the output, with the channels of the input
 * @param rows the windows along the height
 * @param columns the windows along the width
 */
public record PoolingShape(
    boolean max, BlockedLayout in, BlockedLayout out, WindowSpans rows, WindowSpans columns) {
  /** Checks that layouts and windows agree. */
  public PoolingShape {
    if (in.channels() != out.channels()
        || rows.count() != out.height()
        || columns.count() != out.width()) {
      throw new IllegalArgumentException(
          "pooling from " + in + " to " + out + " does not have these windows");
    }
  }

  /** Floats of scratch that each thread needs: one row of a block. */
  public int scratchFloats() {
    return in.width() * BlockedLayout.BLOCK;
  }
}
