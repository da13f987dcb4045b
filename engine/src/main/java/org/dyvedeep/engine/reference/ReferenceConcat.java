package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Concat;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/** The meaning of {@link Concat}. */
final class ReferenceConcat implements ReferenceOperator<Concat> {
  @Override
  public void run(Concat operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    Tensor output = outputs[0];
    int axis = output.shape().canonicalAxis(operation.axis());
    int outer = output.shape().count(0, axis);
    int row = output.shape().count(axis);
    int start = output.offset();
    for (Tensor input : inputs) {
      Shape shape = input.shape();
      int piece = shape.count(axis);
      for (int i = 0; i < outer; i++) {
        System.arraycopy(
            input.array(), input.offset() + i * piece, output.array(), start + i * row, piece);
      }
      start += piece;
    }
  }
}
