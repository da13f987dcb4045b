package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Caffe's SPP: level l of the pyramid pools the input to 2^l x 2^l bins; all levels are flattened
 * and joined.
 *
 * @param height how many levels there are
 * @param method what is taken from a bin
 */
public record SpatialPyramidPooling(int height, Pooling.Method method) implements Operation {
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    Arity.require(input.rank() == 4, this, "an input of 4 axes (NCHW) is needed, got " + input);
    Arity.require(
        height >= 1 && height <= 15, this, "pyramid_height " + height + " is not within 1 to 15");
    long elements = 0;
    for (int level = 0; level < height; level++) {
      elements += level(level, input).outputShapes(inputs).get(0).count(1);
    }
    return List.of(Shape.of(input.dim(0), Arity.extent(this, elements)));
  }

  /** The pooling that one level does. */
  public Pooling level(int level, Shape input) {
    int bins = 1 << level;
    return Pooling.of(method, window(bins, input.dim(2)), window(bins, input.dim(3)));
  }

  private static Window window(int bins, int extent) {
    int kernel = (extent + bins - 1) / bins;
    // The remainder is spread over both sides, as Caffe does.
    int remainder = kernel * bins - extent;
    return Window.of(kernel, kernel, (remainder + 1) / 2);
  }
}
