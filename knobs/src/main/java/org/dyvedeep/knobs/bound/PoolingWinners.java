package org.dyvedeep.knobs.bound;

import java.util.Arrays;
import java.util.List;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Finds the outputs that a max pooling cannot do without: the greatest of a window, if it is
 * positive. Of equal ones, the first is enough.
 */
final class PoolingWinners {
  private final Shape shape;
  private final Shape pooled;
  private final Window rows;
  private final Window columns;

  /** Takes what is pooled: one image. */
  PoolingWinners(Pooling pooling, Shape shape) {
    this.shape = shape;
    this.pooled = pooling.outputShapes(List.of(shape)).get(0);
    this.rows = pooling.heightFor(shape);
    this.columns = pooling.widthFor(shape);
  }

  /** Marks the winners among an image's values. */
  void mark(float[] values, boolean[] winners) {
    Arrays.fill(winners, false);
    int plane = shape.dim(2) * shape.dim(3);
    for (int feature = 0; feature < shape.dim(1); feature++) {
      for (int row = 0; row < pooled.dim(2); row++) {
        for (int column = 0; column < pooled.dim(3); column++) {
          mark(values, winners, feature * plane, row, column);
        }
      }
    }
  }

  private void mark(float[] values, boolean[] winners, int start, int row, int column) {
    int top = row * rows.stride() - rows.pad();
    int left = column * columns.stride() - columns.pad();
    int bottom = Math.min(shape.dim(2), top + rows.kernel());
    int right = Math.min(shape.dim(3), left + columns.kernel());
    int best = -1;
    for (int y = Math.max(0, top); y < bottom; y++) {
      for (int x = Math.max(0, left); x < right; x++) {
        int at = start + y * shape.dim(3) + x;
        if (values[at] > (best < 0 ? 0 : values[best])) {
          best = at;
        }
      }
    }
    if (best >= 0) {
      winners[best] = true;
    }
  }
}
