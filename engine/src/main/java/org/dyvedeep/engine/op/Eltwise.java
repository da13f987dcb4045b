package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * An element-wise combination of two or more inputs of one shape.
 *
 * @param kind how elements are combined
 * @param coefficients a factor an input for SUM; empty for all 1. MAX ignores them, as Caffe does
 */
public record Eltwise(Kind kind, List<Float> coefficients) implements Operation {
  /** How elements are combined. */
  public enum Kind {
    /** The product. */
    PROD,
    /** The weighted sum. */
    SUM,
    /** The greatest. */
    MAX
  }

  /** Copies the list. */
  public Eltwise {
    coefficients = List.copyOf(coefficients);
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Arity.between(this, inputs, 2, Integer.MAX_VALUE);
    Arity.require(
        coefficients.isEmpty() || (kind != Kind.PROD && coefficients.size() == inputs.size()),
        this,
        "PROD takes no coefficients, and the others one an input; got "
            + coefficients.size()
            + " for "
            + inputs.size()
            + " inputs of "
            + kind);
    for (Shape input : inputs) {
      Arity.require(input.equals(inputs.get(0)), this, input + " does not match " + inputs.get(0));
    }
    return List.of(inputs.get(0));
  }

  @Override
  public boolean inPlace() {
    return true;
  }
}
