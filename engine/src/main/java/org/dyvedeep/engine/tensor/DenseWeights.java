package org.dyvedeep.engine.tensor;

/** Weights held as plain floats. */
public final class DenseWeights implements Weights {
  private final Shape shape;
  private final float[] values;

  /**
   * Wraps an array, which must not be written afterwards: weights of hundreds of megabytes are not
   * copied.
   *
   * @throws ShapeException if the number of values is not the shape's
   */
  public DenseWeights(Shape shape, float[] values) {
    if (values.length != shape.size()) {
      throw new ShapeException(
          "weights of " + shape + " need " + shape.size() + " values, got " + values.length);
    }
    this.shape = shape;
    this.values = values;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public float[] values() {
    return values;
  }
}
