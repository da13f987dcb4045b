package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Caffe's BatchNorm: y = (x - mean) / sqrt(variance + eps) per channel (axis 1; one channel for
 * inputs of one axis). Weights: mean, variance, and the scale factor that both are divided by (a
 * factor of 0 makes both 0).
 *
 * @param eps added to the variance
 * @param globalStats whether the stored mean and variance are used (the rule at test time) or those
 *     of the batch at hand
 */
public record BatchNorm(float eps, boolean globalStats) implements Operation {
  /** The number of channels of an input. */
  public static int channels(Shape input) {
    return input.rank() == 1 ? 1 : input.dim(1);
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    Arity.require(input.rank() >= 1, this, "a scalar has no channels");
    return List.of(input);
  }

  @Override
  public List<Shape> weightShapes(List<Shape> inputs) {
    Shape perChannel = Shape.of(channels(Arity.one(this, inputs)));
    return List.of(perChannel, perChannel, Shape.of(1));
  }

  @Override
  public boolean inPlace() {
    return true;
  }
}
