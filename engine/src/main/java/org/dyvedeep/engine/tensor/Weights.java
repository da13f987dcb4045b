package org.dyvedeep.engine.tensor;

/** A node's trained parameters: immutable and shared by every session of a model. */
public sealed interface Weights permits DenseWeights, CodebookWeights, AbsentWeights {
  /** The extents, such as O x C/group x Kh x Kw for a convolution. */
  Shape shape();

  /**
   * The values in row-major order. Dense weights return their own array, which must not be written;
   * compressed ones decode into a new array at each call, so keep the result.
   *
   * @throws IllegalStateException if no values were given
   */
  float[] values();
}
