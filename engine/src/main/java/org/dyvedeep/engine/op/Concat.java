package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Inputs laid one after the other along an axis.
 *
 * @param axis the axis along which extents may differ and are added
 */
public record Concat(int axis) implements Operation {
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Arity.between(this, inputs, 1, Integer.MAX_VALUE);
    Shape first = inputs.get(0);
    int along = first.canonicalAxis(axis);
    long extent = 0;
    for (Shape input : inputs) {
      boolean fits =
          input.rank() == first.rank() && input.with(along, 1).equals(first.with(along, 1));
      Arity.require(fits, this, input + " cannot be joined with " + first + " along axis " + along);
      extent += input.dim(along);
    }
    return List.of(first.with(along, Arity.extent(this, extent)));
  }
}
