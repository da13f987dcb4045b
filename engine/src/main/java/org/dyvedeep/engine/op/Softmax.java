package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Softmax along one axis, the maximum subtracted first as in Caffe.
 *
 * @param axis the axis whose elements sum to 1
 */
public record Softmax(int axis) implements Operation {
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    input.canonicalAxis(axis);
    return List.of(input);
  }

  @Override
  public boolean inPlace() {
    return true;
  }
}
