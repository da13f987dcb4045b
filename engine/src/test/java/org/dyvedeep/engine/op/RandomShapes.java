package org.dyvedeep.engine.op;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.ShapeException;

/** Small random shapes, elements and weights. */
final class RandomShapes {
  private RandomShapes() {}

  /** A number of axes within bounds, each of extent 1 to most. */
  static Shape shape(SplittableRandom random, int leastRank, int mostRank, int most) {
    int[] dims = new int[between(random, leastRank, mostRank)];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = between(random, 1, most);
    }
    return Shape.of(dims);
  }

  /** An axis of a shape, from the front or from the end. */
  static int axis(SplittableRandom random, Shape shape) {
    return between(random, -shape.rank(), shape.rank() - 1);
  }

  /** An integer within bounds, both inclusive. */
  static int between(SplittableRandom random, int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** One of some choices. */
  static <T> T pick(SplittableRandom random, T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Normally distributed numbers. */
  static float[] normal(SplittableRandom random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** A kernel that moves along an axis. */
  static Window window(SplittableRandom random) {
    return new Window(
        between(random, 1, 5), between(random, 1, 4), between(random, 0, 2), between(random, 1, 3));
  }

  /** An operation on normally distributed inputs, with normally distributed weights. */
  static RandomOperation filled(SplittableRandom random, Operation operation, Shape... inputs) {
    List<Shape> shapes = List.of(inputs);
    List<float[]> elements = new ArrayList<>();
    for (Shape shape : shapes) {
      elements.add(normal(random, shape.size()));
    }
    return new RandomOperation(operation, shapes, elements, weights(random, operation, shapes));
  }

  /** Normally distributed weights for an operation. */
  static List<float[]> weights(SplittableRandom random, Operation operation, List<Shape> inputs) {
    List<float[]> weights = new ArrayList<>();
    for (Shape shape : operation.weightShapes(inputs)) {
      weights.add(normal(random, shape.size()));
    }
    return weights;
  }

  /** The first of what a supplier gives that has possible output shapes. */
  static RandomOperation firstValid(Supplier<RandomOperation> supplier) {
    for (int attempt = 0; attempt < 1000; attempt++) {
      RandomOperation candidate = supplier.get();
      if (valid(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException("no valid operation among 1000");
  }

  private static boolean valid(RandomOperation candidate) {
    try {
      return !candidate.outputShapes().isEmpty();
    } catch (ShapeException invalid) {
      return false;
    }
  }
}
