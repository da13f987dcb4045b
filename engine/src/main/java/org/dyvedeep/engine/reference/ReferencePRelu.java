package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.PRelu;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/** The meaning of {@link PRelu}. */
final class ReferencePRelu implements ReferenceOperator<PRelu> {
  @Override
  public void run(PRelu operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    Shape shape = inputs[0].shape();
    int channels = shape.dim(1);
    int plane = shape.count(2);
    int planes = shape.dim(0) * channels;
    for (int i = 0; i < planes; i++) {
      float slope = weights[0][operation.channelShared() ? 0 : i % channels];
      ReferenceRelu.rectify(slope, inputs[0], outputs[0], i * plane, plane);
    }
  }
}
