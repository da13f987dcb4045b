package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * The meaning of {@link Relu}. It is Caffe's formula to the letter: NaN stays NaN, and with a slope
 * of 0 so does minus infinity (0 times infinity).
 */
final class ReferenceRelu implements ReferenceOperator<Relu> {
  @Override
  public void run(Relu operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    float slope = operation.negativeSlope();
    rectify(slope, inputs[0], outputs[0], 0, inputs[0].size());
  }

  /** Rectifies {@code count} elements from an element on; PReLU's slopes vary along the way. */
  static void rectify(float slope, Tensor input, Tensor output, int first, int count) {
    float[] x = input.array();
    float[] y = output.array();
    int from = input.offset() + first;
    int to = output.offset() + first;
    for (int i = 0; i < count; i++) {
      float value = x[from + i];
      y[to + i] = Math.max(value, 0f) + slope * Math.min(value, 0f);
    }
  }
}
