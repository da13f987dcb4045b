package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Bias;
import org.dyvedeep.engine.tensor.Tensor;

/** The meaning of {@link Bias}. */
final class ReferenceBias implements ReferenceOperator<Bias> {
  @Override
  public void run(Bias operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    boolean stored = inputs.length == 1;
    float[] term = stored ? weights[0] : inputs[1].array();
    int at = stored ? 0 : inputs[1].offset();
    int count = stored ? term.length : inputs[1].size();
    BroadcastLoop.run(inputs[0], outputs[0], operation.axis(), count, null, 0, term, at);
  }
}
