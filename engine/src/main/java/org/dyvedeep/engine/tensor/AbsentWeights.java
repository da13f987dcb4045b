package org.dyvedeep.engine.tensor;

/**
 * The place of weights whose values were not given: enough for shapes and counts, not for running.
 */
public record AbsentWeights(Shape shape) implements Weights {
  @Override
  public float[] values() {
    throw new IllegalStateException("weights of " + shape + " were not given: nothing can be run");
  }
}
