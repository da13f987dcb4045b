package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Reduction;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/** The meaning of {@link Reduction}, summed in double. */
final class ReferenceReduction implements ReferenceOperator<Reduction> {
  @Override
  public void run(Reduction operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    Shape shape = inputs[0].shape();
    int extent = shape.count(shape.canonicalAxis(operation.axis()));
    double coefficient = operation.coefficient();
    if (operation.kind() == Reduction.Kind.MEAN) {
      coefficient /= extent;
    }
    for (int i = 0; i < outputs[0].size(); i++) {
      int from = inputs[0].offset() + i * extent;
      outputs[0].array()[outputs[0].offset() + i] =
          (float) (coefficient * reduce(operation.kind(), inputs[0].array(), from, extent));
    }
  }

  private static double reduce(Reduction.Kind kind, float[] x, int from, int count) {
    double result = 0;
    for (int i = from; i < from + count; i++) {
      result +=
          switch (kind) {
            case SUM, MEAN -> x[i];
            case ASUM -> Math.abs(x[i]);
            case SUMSQ -> (double) x[i] * x[i];
          };
    }
    return result;
  }
}
