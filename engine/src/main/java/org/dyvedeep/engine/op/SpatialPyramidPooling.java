package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Caffe's SPP: level l of the pyramid pools the input to 2^l x 2^l bins; all levels are flattened
 * and joined. A pyramid of one level stays N x C x 1 x 1.
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
    if (height == 1) {
      // Caffe does not flatten a pyramid of one level.
      return level(0, input).outputShapes(inputs);
    }
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

  /** The extent of one of a number of bins that cover an axis; it is the stride, too. */
  public static int kernel(int bins, int extent) {
    return (int) (((long) extent + bins - 1) / bins);
  }

  /** The padding on each side: what the bins cover beyond the axis, shared by both sides. */
  public static int pad(int bins, int extent) {
    return (int) (((long) kernel(bins, extent) * bins - extent + 1) / 2);
  }

  private static Window window(int bins, int extent) {
    int kernel = kernel(bins, extent);
    return Window.of(kernel, kernel, pad(bins, extent));
  }
}
