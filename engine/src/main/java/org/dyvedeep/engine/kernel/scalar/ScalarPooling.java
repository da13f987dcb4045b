package org.dyvedeep.engine.kernel.scalar;

import java.util.Arrays;
import org.dyvedeep.engine.kernel.PoolingShape;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** Pooling, window by window, over the 16 channels of a block. */
final class ScalarPooling {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private ScalarPooling() {}

  static void run(
      PoolingShape shape,
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int fromBlock,
      int toBlock,
      int fromRow,
      int toRow) {
    for (int block = fromBlock; block < toBlock; block++) {
      int plane = xImage + shape.in().offset(block * BLOCK, 0, 0);
      for (int row = fromRow; row < toRow; row++) {
        for (int column = 0; column < shape.out().width(); column++) {
          int to = yImage + shape.out().offset(block * BLOCK, row, column);
          window(shape, x, plane, row, column, y, to);
        }
      }
    }
  }

  private static void window(
      PoolingShape shape, float[] x, int plane, int row, int column, float[] y, int to) {
    Arrays.fill(y, to, to + BLOCK, shape.max() ? -Float.MAX_VALUE : 0);
    for (int r = shape.rows().from(row); r < shape.rows().to(row); r++) {
      for (int c = shape.columns().from(column); c < shape.columns().to(column); c++) {
        int from = plane + r * shape.in().rowStride() + c * BLOCK;
        if (shape.max()) {
          greater(x, from, y, to);
        } else {
          add(x, from, y, to);
        }
      }
    }
    if (!shape.max()) {
      float divisor = shape.rows().divisor(row) * shape.columns().divisor(column);
      for (int i = 0; i < BLOCK; i++) {
        y[to + i] /= divisor;
      }
    }
  }

  private static void greater(float[] x, int from, float[] y, int to) {
    for (int i = 0; i < BLOCK; i++) {
      if (x[from + i] > y[to + i]) {
        y[to + i] = x[from + i];
      }
    }
  }

  private static void add(float[] x, int from, float[] y, int to) {
    for (int i = 0; i < BLOCK; i++) {
      y[to + i] += x[from + i];
    }
  }
}
