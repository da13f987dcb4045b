package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Softmax;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * The meaning of {@link Softmax}: exponentials of the distance from the maximum, summed in double.
 */
final class ReferenceSoftmax implements ReferenceOperator<Softmax> {
  @Override
  public void run(Softmax operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    Tensor input = inputs[0];
    Shape shape = input.shape();
    int axis = shape.canonicalAxis(operation.axis());
    int outer = shape.count(0, axis);
    int extent = shape.dim(axis);
    int inner = shape.count(axis + 1);
    for (int i = 0; i < outer; i++) {
      for (int j = 0; j < inner; j++) {
        normalize(input, outputs[0], i * extent * inner + j, inner, extent);
      }
    }
  }

  private static void normalize(Tensor input, Tensor output, int first, int step, int extent) {
    float[] x = input.array();
    float[] y = output.array();
    int from = input.offset() + first;
    int to = output.offset() + first;
    float max = x[from];
    for (int i = 1; i < extent; i++) {
      max = Math.max(max, x[from + i * step]);
    }
    double sum = 0;
    for (int i = 0; i < extent; i++) {
      float exponential = (float) Math.exp(x[from + i * step] - max);
      y[to + i * step] = exponential;
      sum += exponential;
    }
    for (int i = 0; i < extent; i++) {
      y[to + i * step] = (float) (y[to + i * step] / sum);
    }
  }
}
