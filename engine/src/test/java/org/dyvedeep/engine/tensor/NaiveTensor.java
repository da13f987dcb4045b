package org.dyvedeep.engine.tensor;

import java.util.function.ToDoubleFunction;

/** A tensor of doubles that is read by indices, for definitions written element by element. */
public final class NaiveTensor {
  private final Shape shape;
  private final double[] values;

  private NaiveTensor(Shape shape, double[] values) {
    this.shape = shape;
    this.values = values;
  }

  /** A copy of floats in row-major order. */
  public static NaiveTensor of(Shape shape, float[] values) {
    NaiveTensor tensor = new NaiveTensor(shape, new double[shape.size()]);
    for (int i = 0; i < tensor.values.length; i++) {
      tensor.values[i] = values[i];
    }
    return tensor;
  }

  /** The tensor whose element at each index is what a function gives for that index. */
  public static NaiveTensor generate(Shape shape, ToDoubleFunction<int[]> definition) {
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = definition.applyAsDouble(index(shape, i));
    }
    return new NaiveTensor(shape, values);
  }

  /** The index of the element at a row-major position. */
  public static int[] index(Shape shape, int position) {
    int[] index = new int[shape.rank()];
    int rest = position;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape.dim(axis);
      rest /= shape.dim(axis);
    }
    return index;
  }

  /** The extents. */
  public Shape shape() {
    return shape;
  }

  /** Whether an index lies inside on every axis. */
  public boolean contains(int... index) {
    boolean inside = index.length == shape.rank();
    for (int axis = 0; inside && axis < index.length; axis++) {
      inside = index[axis] >= 0 && index[axis] < shape.dim(axis);
    }
    return inside;
  }

  /** An element; 0 outside. */
  public double orZero(int... index) {
    return contains(index) ? at(index) : 0;
  }

  /** An element. */
  public double at(int... index) {
    if (!contains(index)) {
      throw new IndexOutOfBoundsException(java.util.Arrays.toString(index) + " in " + shape);
    }
    int position = 0;
    for (int axis = 0; axis < index.length; axis++) {
      position = position * shape.dim(axis) + index[axis];
    }
    return values[position];
  }

  /** All elements in row-major order. */
  public double[] values() {
    return values.clone();
  }
}
