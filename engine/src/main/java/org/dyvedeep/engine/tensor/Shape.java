package org.dyvedeep.engine.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The extents of a tensor, outermost first (NCHW for images). Immutable. A rank of 0 is a scalar,
 * as Caffe's Reduction over all axes yields.
 */
public final class Shape {
  /** Caffe's limit on the number of axes of a blob. */
  public static final int MAX_RANK = 32;

  private final int[] dims;
  private final int size;

  private Shape(int[] dims) {
    if (dims.length > MAX_RANK) {
      throw new ShapeException("a shape has " + dims.length + " axes; at most 32 are allowed");
    }
    this.dims = dims;
    long product = 1;
    for (int dim : dims) {
      if (dim < 1) {
        throw new ShapeException("shape " + format(dims) + " has an axis of extent " + dim);
      }
      product *= dim;
      if (product > Integer.MAX_VALUE - 8) {
        throw new ShapeException(
            "shape " + format(dims) + " holds more elements than one array can (2^31 - 9)");
      }
    }
    this.size = (int) product;
  }

  /**
   * Creates a shape.
   *
   * @throws ShapeException if an extent is below 1, or the product exceeds what an array can hold
   */
  public static Shape of(int... dims) {
    return new Shape(dims.clone());
  }

  /** The number of axes. */
  public int rank() {
    return dims.length;
  }

  /** The extent of an axis; a negative axis counts from the end, as in Caffe. */
  public int dim(int axis) {
    return dims[canonicalAxis(axis)];
  }

  /** All extents, as a copy. */
  public int[] dims() {
    return dims.clone();
  }

  /** The number of elements. */
  public int size() {
    return size;
  }

  /** The product of the extents of axes {@code from} (inclusive) to {@code to} (exclusive). */
  public int count(int from, int to) {
    int product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= dims[axis];
    }
    return product;
  }

  /** The product of the extents from an axis to the last. */
  public int count(int from) {
    return count(from, dims.length);
  }

  /**
   * Turns an axis that may be negative into its index from the front.
   *
   * @throws ShapeException if there is no such axis
   */
  public int canonicalAxis(int axis) {
    int canonical = axis < 0 ? axis + dims.length : axis;
    if (canonical < 0 || canonical >= dims.length) {
      throw new ShapeException(
          "axis " + axis + " does not exist in shape " + this + " of " + dims.length + " axes");
    }
    return canonical;
  }

  /** A copy with one extent replaced. */
  public Shape with(int axis, int extent) {
    int[] copy = dims.clone();
    copy[canonicalAxis(axis)] = extent;
    return new Shape(copy);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** The extents joined by "x", such as {@code 1x3x227x227}; "scalar" for rank 0. */
  @Override
  public String toString() {
    return format(dims);
  }

  private static String format(int[] dims) {
    return dims.length == 0
        ? "scalar"
        : Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining("x"));
  }
}
