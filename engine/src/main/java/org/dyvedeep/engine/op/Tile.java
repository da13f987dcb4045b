package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * The input repeated along an axis.
 *
 * @param axis the axis that grows
 * @param tiles how often it is repeated
 */
public record Tile(int axis, int tiles) implements Operation {
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    Arity.require(tiles >= 1, this, "tiles must be at least 1, got " + tiles);
    return List.of(input.with(axis, Arity.extent(this, (long) input.dim(axis) * tiles)));
  }
}
