package org.dyvedeep.engine.op;

import java.util.Arrays;
import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/** The shape rule that Scale and Bias share. */
final class Broadcast {
  private Broadcast() {}

  /** The shape of the broadcast operand, checked against the input. */
  static Shape factorShape(Operation operation, List<Shape> inputs, int axis, int numAxes) {
    Arity.between(operation, inputs, 1, 2);
    Shape input = inputs.get(0);
    if (inputs.size() == 2) {
      Shape factor = inputs.get(1);
      // Caffe takes axis 0 where the second input is a scalar.
      int first = factor.rank() == 0 ? 0 : input.canonicalAxis(axis);
      return requireMatch(operation, input, factor, first);
    }
    if (numAxes == 0) {
      return Shape.of();
    }
    int first = input.canonicalAxis(axis);
    long last = numAxes == -1 ? input.rank() : (long) first + numAxes;
    Arity.require(
        numAxes >= -1 && last <= input.rank(),
        operation,
        numAxes + " axes from axis " + axis + " exceed those of the input " + input);
    return Shape.of(Arrays.copyOfRange(input.dims(), first, (int) last));
  }

  private static Shape requireMatch(Operation operation, Shape input, Shape factor, int first) {
    boolean fits = first + factor.rank() <= input.rank();
    for (int i = 0; fits && i < factor.rank(); i++) {
      fits = input.dim(first + i) == factor.dim(i);
    }
    Arity.require(
        fits,
        operation,
        "a second input of " + factor + " does not match " + input + " from axis " + first);
    return factor;
  }
}
