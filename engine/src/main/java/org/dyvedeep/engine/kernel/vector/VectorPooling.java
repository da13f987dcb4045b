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
    VectorElementwise.max(x, from, x, other, scratch, so, count);
    for (int row = 2; row < rows; row++) {
      VectorElementwise.max(scratch, so, x, from + row * rowStride, scratch, so, count);
    }
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
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        greatest(row, from + lane, to, y, yo + column * BLOCK + lane);
      }
    }
  }

  private static void greatest(float[] row, int from, int to, float[] y, int at) {
    FloatVector greatest = FloatVector.broadcast(FLOATS, -Float.MAX_VALUE);
    for (int i = from; i < to; i += BLOCK) {
      FloatVector v = FloatVector.fromArray(FLOATS, row, i);
      greatest = greatest.blend(v, v.compare(VectorOperators.GT, greatest));
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
