package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * The meaning of {@link InnerProduct}. Sums are double, in the order of the inputs, and rounded
 * once: BLAS leaves the order of its float sums open, and this is what they all approximate.
 */
final class ReferenceInnerProduct implements ReferenceOperator<InnerProduct> {
  @Override
  public void run(InnerProduct operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    Shape shape = inputs[0].shape();
    int axis = shape.canonicalAxis(operation.axis());
    int rows = shape.count(0, axis);
    int k = shape.count(axis);
    int n = operation.outputs();
    float[] y = outputs[0].array();
    for (int row = 0; row < rows; row++) {
      int from = inputs[0].offset() + row * k;
      int to = outputs[0].offset() + row * n;
      for (int o = 0; o < n; o++) {
        int first = operation.transpose() ? o : o * k;
        int step = operation.transpose() ? n : 1;
        double sum = dot(inputs[0].array(), from, weights[0], first, step, k);
        y[to + o] = (float) (operation.bias() ? sum + weights[1][o] : sum);
      }
    }
    ReferenceOperators.activate(operation.activation(), outputs, weights);
  }

  private static double dot(float[] x, int from, float[] weight, int first, int step, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (double) x[from + i] * weight[first + i * step];
    }
    return sum;
  }
}
