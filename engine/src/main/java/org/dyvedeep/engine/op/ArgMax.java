package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * The positions (as floats) of the topK greatest elements, greatest first, as Caffe's ArgMax.
 *
 * <p>Without an axis, the elements of each item of the batch count as one row: N x 1 x topK, or N x
 * 2 x topK with positions and then values. With an axis, that axis shrinks to topK and holds values
 * or positions.
 *
 * @param outMaxVal whether the values are given: beside the positions without an axis, instead of
 *     them with one
 * @param topK how many
 * @param axis the axis searched, or {@code null} for all but the first
 */
public record ArgMax(boolean outMaxVal, int topK, Integer axis) implements Operation {
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    int searched = axis == null ? input.count(1) : input.dim(axis);
    Arity.require(
        topK >= 1 && topK <= searched, this, "top_k " + topK + " is not within 1 to " + searched);
    if (axis != null) {
      return List.of(input.with(axis, topK));
    }
    // Caffe keeps at least three axes: batch, positions and values, rank.
    int[] dims = new int[Math.max(3, input.rank())];
    java.util.Arrays.fill(dims, 1);
    dims[0] = input.dim(0);
    dims[1] = outMaxVal ? 2 : 1;
    dims[2] = topK;
    return List.of(Shape.of(dims));
  }
}
