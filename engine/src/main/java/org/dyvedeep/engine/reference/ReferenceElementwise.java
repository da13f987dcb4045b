package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * The meaning of an activation that is given by its value at one point.
 *
 * @param function the value
 * @param <A> the activation
 */
record ReferenceElementwise<A extends Activation>(ScalarFunction<A> function)
    implements ReferenceOperator<A> {
  /** An activation's value at one point. */
  @FunctionalInterface
  interface ScalarFunction<A extends Activation> {
    /** The value at x. */
    float apply(A activation, float x);
  }

  @Override
  public void run(A activation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    float[] x = inputs[0].array();
    float[] y = outputs[0].array();
    int from = inputs[0].offset();
    int to = outputs[0].offset();
    int count = inputs[0].size();
    for (int i = 0; i < count; i++) {
      y[to + i] = function.apply(activation, x[from + i]);
    }
  }
}
