package org.dyvedeep.engine.op;

import java.util.Collections;
import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Copies of the input, one an output.
 *
 * @param copies how many outputs there are
 */
public record Split(int copies) implements Operation {
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Arity.require(copies >= 1, this, "there must be at least one output");
    return Collections.nCopies(copies, Arity.one(this, inputs));
  }
}
