package org.dyvedeep.caffe.read;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The values of one learned blob: 32-bit floats in row-major order (double_data is converted), with
 * the shape that the file gives. The product of the sizes equals the number of values.
 */
public final class CaffeBlob {
  private final int[] dims;
  private final boolean legacy;
  private final float[] data;

  /**
   * Joins a shape and its values; the array is not copied.
   *
   * @param dims sizes from the outermost axis inwards
   * @param legacy whether the shape came as num, channels, height and width
   * @param data as many values as the sizes multiply to
   * @throws IllegalArgumentException if they do not
   */
  public CaffeBlob(int[] dims, boolean legacy, float[] data) {
    long count = 1;
    for (int dim : dims) {
      if (dim < 0) {
        throw new IllegalArgumentException("negative size in " + Arrays.toString(dims));
      }
      count = Math.multiplyExact(count, (long) dim);
    }
    if (count != data.length) {
      throw new IllegalArgumentException(
          data.length + " values for the shape " + Arrays.toString(dims));
    }
    this.dims = dims.clone();
    this.legacy = legacy;
    this.data = data;
  }

  /** A copy of the sizes, from the outermost axis inwards. */
  public int[] dims() {
    return dims.clone();
  }

  /** Number of axes. */
  public int axes() {
    return dims.length;
  }

  /**
   * Whether the shape came as num, channels, height and width, the way Caffe wrote it before 2015.
   */
  public boolean legacy() {
    return legacy;
  }

  /** The values themselves, not a copy: whoever changes them changes the blob. */
  public float[] data() {
    return data;
  }

  /**
   * Whether this blob can be the value of a parameter of the given shape, by Caffe's rule: equal
   * sizes or, for a legacy shape, equal after the wanted shape has been filled up with leading ones
   * to four axes. So a fully connected layer's 1x1xOxI fits O x I.
   */
  public boolean fits(int... shape) {
    if (!legacy) {
      return Arrays.equals(dims, shape);
    }
    if (shape.length > 4) {
      return false;
    }
    for (int axis = 0; axis < 4; axis++) {
      int own = axis - (4 - shape.length);
      if (dims[axis] != (own < 0 ? 1 : shape[own])) {
        return false;
      }
    }
    return true;
  }

  /** The shape as people write it: {@code 96x3x11x11}; a blob without axes is a {@code scalar}. */
  public String shape() {
    return shape(dims);
  }

  /** Any shape as people write it. */
  static String shape(int[] dims) {
    return dims.length == 0
        ? "scalar"
        : Arrays.stream(dims).mapToObj(String::valueOf).collect(Collectors.joining("x"));
  }

  @Override
  public String toString() {
    return "CaffeBlob " + shape() + (legacy ? " (legacy shape)" : "");
  }
}
