package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/** Takes inputs and gives nothing: it keeps them from counting as the graph's outputs. */
public record Silence() implements Operation {
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Arity.between(this, inputs, 1, Integer.MAX_VALUE);
    return List.of();
  }
}
