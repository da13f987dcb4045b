package org.dyvedeep.engine.op;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * The axes from one to another joined into one.
 *
 * @param axis the first axis that is joined
 * @param endAxis the last axis that is joined
 */
public record Flatten(int axis, int endAxis) implements Operation {
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    int first = input.canonicalAxis(axis);
    int last = input.canonicalAxis(endAxis);
    Arity.require(first <= last, this, "axis " + axis + " comes after end_axis " + endAxis);
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < first; i++) {
      dims.add(input.dim(i));
    }
    dims.add(input.count(first, last + 1));
    for (int i = last + 1; i < input.rank(); i++) {
      dims.add(input.dim(i));
    }
    return List.of(Shape.of(dims.stream().mapToInt(Integer::intValue).toArray()));
  }

  @Override
  public boolean inPlace() {
    return true;
  }

  @Override
  public boolean view() {
    return true;
  }
}
