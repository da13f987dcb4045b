package org.dyvedeep.engine.op;

import java.util.Arrays;
import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * All axes from one on reduced to a single number, times a coefficient.
 *
 * @param kind what is computed
 * @param axis the first axis that is reduced
 * @param coefficient factor of the result
 */
public record Reduction(Kind kind, int axis, float coefficient) implements Operation {
  /** What is computed. */
  public enum Kind {
    /** The sum. */
    SUM,
    /** The sum of absolute values. */
    ASUM,
    /** The sum of squares. */
    SUMSQ,
    /** The mean. */
    MEAN
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    return List.of(Shape.of(Arrays.copyOf(input.dims(), input.canonicalAxis(axis))));
  }
}
