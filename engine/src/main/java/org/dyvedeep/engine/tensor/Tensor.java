package org.dyvedeep.engine.tensor;

import java.util.Arrays;

/**
 * A shaped region of a float array, row-major with the last axis innermost (NCHW for images). It is
 * a view: several tensors may lie in one array. The shape and place are fixed, the elements are
 * not.
 */
public final class Tensor {
  private final Shape shape;
  private final float[] array;
  private final int offset;

  /**
   * Views {@code shape.size()} elements of an array.
   *
   * @throws ShapeException if the region does not lie inside the array
   */
  public Tensor(Shape shape, float[] array, int offset) {
    if (offset < 0 || offset > array.length - shape.size()) {
      throw new ShapeException(
          "a tensor of " + shape + " at " + offset + " does not fit an array of " + array.length);
    }
    this.shape = shape;
    this.array = array;
    this.offset = offset;
  }

  /** A tensor of zeros in an array of its own. */
  public static Tensor zeros(Shape shape) {
    return new Tensor(shape, new float[shape.size()], 0);
  }

  /** A tensor over all of an array. */
  public static Tensor of(Shape shape, float... values) {
    if (values.length != shape.size()) {
      throw new ShapeException(
          "shape " + shape + " needs " + shape.size() + " values, got " + values.length);
    }
    return new Tensor(shape, values, 0);
  }

  /** The extents. */
  public Shape shape() {
    return shape;
  }

  /** The array that the elements lie in: shared, not a copy. */
  public float[] array() {
    return array;
  }

  /** The index of the first element in {@link #array()}. */
  public int offset() {
    return offset;
  }

  /** The number of elements. */
  public int size() {
    return shape.size();
  }

  /** The same elements under another shape of the same size. */
  public Tensor reshape(Shape other) {
    if (other.size() != shape.size()) {
      throw new ShapeException("cannot view " + shape + " as " + other);
    }
    return new Tensor(other, array, offset);
  }

  /** A copy of the elements. */
  public float[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + shape.size());
  }

  /** Copies all elements from an array. */
  public void set(float[] source, int sourceOffset) {
    System.arraycopy(source, sourceOffset, array, offset, shape.size());
  }

  /** Copies all elements to an array. */
  public void get(float[] target, int targetOffset) {
    System.arraycopy(array, offset, target, targetOffset, shape.size());
  }
}
