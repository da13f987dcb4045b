package org.dyvedeep.knobs.run;

import java.util.Optional;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * Where an activation saturates.
 *
 * @param lower for very negative sums
 * @param upper for very positive sums; empty if it does not
 */
record Rails(float lower, Optional<Float> upper) {
  /** The rails of an activation; empty if it has none. */
  static Optional<Rails> of(Activation activation) {
    if (Relu.isRectifier(activation)) {
      return Optional.of(new Rails(0, Optional.empty()));
    }
    if (activation instanceof Sigmoid) {
      return Optional.of(new Rails(0, Optional.of(1f)));
    }
    if (activation instanceof Tanh) {
      return Optional.of(new Rails(-1, Optional.of(1f)));
    }
    return Optional.empty();
  }

  /** Puts the neurons that SPET stopped on their rails. */
  void apply(NeuronState[] states, Tensor image) {
    float[] values = image.array();
    for (int i = 0; i < states.length; i++) {
      if (states[i] == NeuronState.LOWER_RAIL) {
        values[image.offset() + i] = lower;
      } else if (states[i] == NeuronState.UPPER_RAIL) {
        values[image.offset() + i] = upper.orElseThrow();
      }
    }
  }
}
