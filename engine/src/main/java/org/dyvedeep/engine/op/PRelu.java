package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Caffe's PReLU: y = max(x, 0) + slope * min(x, 0). Weights: a slope a channel (axis 1), or one.
 *
 * @param channelShared whether all channels share one slope
 */
public record PRelu(boolean channelShared) implements Operation {
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    Arity.require(input.rank() >= 2, this, "an input of 2 axes or more is needed, got " + input);
    return List.of(input);
  }

  @Override
  public List<Shape> weightShapes(List<Shape> inputs) {
    return List.of(channelShared ? Shape.of() : Shape.of(Arity.one(this, inputs).dim(1)));
  }

  @Override
  public boolean inPlace() {
    return true;
  }
}
