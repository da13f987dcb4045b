package org.dyvedeep.engine.op;

/**
 * y = max(x, 0) + negativeSlope * min(x, 0), as Caffe's ReLU.
 *
 * @param negativeSlope the slope for x below 0; 0 for the plain rectifier
 */
public record Relu(float negativeSlope) implements Activation {
  /** Whether an operation is the plain rectifier max(x, 0): a ReLU of slope 0. */
  public static boolean isRectifier(Operation operation) {
    return operation instanceof Relu relu && relu.negativeSlope() == 0;
  }
}
