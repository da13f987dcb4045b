package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Scale;
import org.dyvedeep.engine.tensor.Tensor;

/** The meaning of {@link Scale}. */
final class ReferenceScale implements ReferenceOperator<Scale> {
  @Override
  public void run(Scale operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    boolean stored = inputs.length == 1;
    float[] factor = stored ? weights[0] : inputs[1].array();
    int at = stored ? 0 : inputs[1].offset();
    int count = stored ? factor.length : inputs[1].size();
    float[] bias = operation.bias() ? weights[stored ? 1 : 0] : null;
    BroadcastLoop.run(inputs[0], outputs[0], operation.axis(), count, factor, at, bias, 0);
  }
}
