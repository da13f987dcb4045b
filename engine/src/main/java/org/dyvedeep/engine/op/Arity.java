package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.ShapeException;

/** Checks how many inputs an operation was given. */
final class Arity {
  private Arity() {}

  /** The only input. */
  static Shape one(Operation operation, List<Shape> inputs) {
    between(operation, inputs, 1, 1);
    return inputs.get(0);
  }

  /** Requires a number of inputs within bounds. */
  static void between(Operation operation, List<Shape> inputs, int least, int most) {
    if (inputs.size() < least || inputs.size() > most) {
      String expected = least == most ? "" + least : least + " to " + most;
      throw new ShapeException(
          operation.getClass().getSimpleName()
              + " takes "
              + (most == Integer.MAX_VALUE ? "at least " + least : expected)
              + " inputs, got "
              + inputs.size());
    }
  }

  /** An extent that was computed in 64 bits, once it is known to fit an int and to be positive. */
  static int extent(Operation operation, long extent) {
    require(extent >= 1 && extent <= Integer.MAX_VALUE, operation, "an extent would be " + extent);
    return (int) extent;
  }

  /** Requires a condition on the inputs. */
  static void require(boolean condition, Operation operation, String message) {
    if (!condition) {
      throw new ShapeException(operation.getClass().getSimpleName() + ": " + message);
    }
  }
}
