package org.dyvedeep.engine.op;

import java.util.Arrays;
import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Caffe's mean-variance normalisation over each plane, or over all channels of an item: y = x -
 * mean, divided by (sqrt(variance) + eps) when the variance is normalised.
 *
 * @param normalizeVariance whether the variance is made 1
 * @param acrossChannels whether all channels of an item share one mean and variance
 * @param eps added to the standard deviation
 */
public record Mvn(boolean normalizeVariance, boolean acrossChannels, float eps)
    implements Operation {
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    Arity.require(
        input.rank() >= 1 && input.rank() <= 4,
        this,
        "an input of 1 to 4 axes (NCHW) is needed, got " + input);
    // Caffe's output always has four axes, the missing ones of extent 1.
    int[] dims = Arrays.copyOf(input.dims(), 4);
    Arrays.fill(dims, input.rank(), 4, 1);
    return List.of(Shape.of(dims));
  }

  @Override
  public boolean inPlace() {
    return true;
  }
}
