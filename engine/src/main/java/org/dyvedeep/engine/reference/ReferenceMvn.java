package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Mvn;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/** The meaning of {@link Mvn}: statistics in double, of the elements less their rounded mean. */
final class ReferenceMvn implements ReferenceOperator<Mvn> {
  @Override
  public void run(Mvn operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    Shape shape = inputs[0].shape();
    int rows = shape.count(0, operation.acrossChannels() ? 1 : Math.min(2, shape.rank()));
    int extent = shape.size() / rows;
    for (int i = 0; i < rows; i++) {
      normalize(operation, inputs[0], outputs[0], i * extent, extent);
    }
  }

  private static void normalize(Mvn operation, Tensor input, Tensor output, int first, int count) {
    float[] x = input.array();
    float[] y = output.array();
    int from = input.offset() + first;
    int to = output.offset() + first;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += x[from + i];
    }
    float mean = (float) (sum / count);
    double squares = 0;
    for (int i = 0; i < count; i++) {
      float distance = x[from + i] - mean;
      y[to + i] = distance;
      squares += (double) distance * distance;
    }
    if (operation.normalizeVariance()) {
      float deviation = (float) Math.sqrt(squares / count) + operation.eps();
      for (int i = to; i < to + count; i++) {
        y[i] /= deviation;
      }
    }
  }
}
