package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Slice;
import org.dyvedeep.engine.tensor.Tensor;

/** The meaning of {@link Slice}. */
final class ReferenceSlice implements ReferenceOperator<Slice> {
  @Override
  public void run(Slice operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    Tensor input = inputs[0];
    int axis = input.shape().canonicalAxis(operation.axis());
    int outer = input.shape().count(0, axis);
    int row = input.shape().count(axis);
    int start = input.offset();
    for (Tensor output : outputs) {
      int piece = output.shape().count(axis);
      for (int i = 0; i < outer; i++) {
        System.arraycopy(
            input.array(), start + i * row, output.array(), output.offset() + i * piece, piece);
      }
      start += piece;
    }
  }
}
