package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.dyvedeep.engine.kernel.PoolingShape;
import org.dyvedeep.engine.kernel.WindowSpans;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** Pooling of one output row at a time: first down the rows of its windows, then along them. */
final class VectorPooling {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private VectorPooling() {}

  static void run(
      PoolingShape shape,
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int fromBlock,
      int toBlock,
      int fromRow,
      int toRow,
      float[] scratch,
      int so) {
    int count = shape.scratchFloats();
    int rowStride = shape.in().rowStride();
    WindowSpans rows = shape.rows();
    for (int block = fromBlock; block < toBlock; block++) {
      for (int row = fromRow; row < toRow; row++) {
        int input = rows.to(row) - rows.from(row);
        int from = xImage + shape.in().offset(block * BLOCK, rows.from(row), 0);
        int to = yImage + shape.out().offset(block * BLOCK, row, 0);
        if (shape.max()) {
          greatestOfRows(x, from, input, rowStride, count, scratch, so);
          greatestOfColumns(shape.columns(), scratch, so, y, to);
        } else {
          sumOfRows(x, from, input, rowStride, count, scratch, so);
          averageOfColumns(shape.columns(), rows.divisor(row), scratch, so, y, to);
        }
      }
    }
  }

  private static void greatestOfRows(
      float[] x, int from, int rows, int rowStride, int count, float[] scratch, int so) {
    if (rows == 0) {
      Arrays.fill(scratch, so, so + count, -Float.MAX_VALUE);
      return;
    }
    int other = rows == 1 ? from : from + rowStride;
    int third = rows < 3 ? other : from + 2 * rowStride;
    greatestOfThree(x, from, other, third, scratch, so, count);
    for (int row = 3; row < rows; row++) {
      VectorElementwise.max(scratch, so, x, from + row * rowStride, scratch, so, count);
    }
  }

  /** The comparison with the least float loses NaN wherever it stands. */
  private static void greatestOfThree(
      float[] x, int a, int b, int c, float[] y, int yo, int count) {
    FloatVector least = FloatVector.broadcast(FLOATS, -Float.MAX_VALUE);
    for (int i = 0; i < count; i += LANES) {
      FloatVector u = greater(least, FloatVector.fromArray(FLOATS, x, a + i));
      FloatVector v = greater(u, FloatVector.fromArray(FLOATS, x, b + i));
      greater(v, FloatVector.fromArray(FLOATS, x, c + i)).intoArray(y, yo + i);
    }
  }

  /** A comparison with NaN is lost, as in Caffe. */
  private static FloatVector greater(FloatVector a, FloatVector b) {
    return a.blend(b, b.compare(VectorOperators.GT, a));
  }

  private static void sumOfRows(
      float[] x, int from, int rows, int rowStride, int count, float[] scratch, int so) {
    if (rows == 0) {
      Arrays.fill(scratch, so, so + count, 0);
      return;
    }
    System.arraycopy(x, from, scratch, so, count);
    for (int row = 1; row < rows; row++) {
      int next = from + row * rowStride;
      for (int i = 0; i < count; i += LANES) {
        FloatVector sum = FloatVector.fromArray(FLOATS, scratch, so + i);
        sum.add(FloatVector.fromArray(FLOATS, x, next + i)).intoArray(scratch, so + i);
      }
    }
  }

  private static void greatestOfColumns(
      WindowSpans columns, float[] row, int ro, float[] y, int yo) {
    for (int column = 0; column < columns.count(); column++) {
      int from = ro + columns.from(column) * BLOCK;
      int to = ro + columns.to(column) * BLOCK;
      int at = yo + column * BLOCK;
      if (to - from == 3 * BLOCK) {
        greatestOfThree(row, from, from + BLOCK, from + 2 * BLOCK, y, at, BLOCK);
      } else {
        for (int lane = 0; lane < BLOCK; lane += LANES) {
          greatest(row, from + lane, to, y, at + lane);
        }
      }
    }
  }

  private static void greatest(float[] row, int from, int to, float[] y, int at) {
    FloatVector greatest = FloatVector.broadcast(FLOATS, -Float.MAX_VALUE);
    for (int i = from; i < to; i += BLOCK) {
      greatest = greater(greatest, FloatVector.fromArray(FLOATS, row, i));
    }
    greatest.intoArray(y, at);
  }

  private static void averageOfColumns(
      WindowSpans columns, float rowDivisor, float[] row, int ro, float[] y, int yo) {
    for (int column = 0; column < columns.count(); column++) {
      int from = ro + columns.from(column) * BLOCK;
      int to = ro + columns.to(column) * BLOCK;
      float divisor = rowDivisor * columns.divisor(column);
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        average(row, from + lane, to, divisor, y, yo + column * BLOCK + lane);
      }
    }
  }

  private static void average(float[] row, int from, int to, float divisor, float[] y, int at) {
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int i = from; i < to; i += BLOCK) {
      sum = sum.add(FloatVector.fromArray(FLOATS, row, i));
    }
    sum.div(divisor).intoArray(y, at);
  }
}
