package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Crop;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/** The meaning of {@link Crop}. */
final class ReferenceCrop implements ReferenceOperator<Crop> {
  @Override
  public void run(Crop operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    copy(operation, inputs[0], 0, 0, outputs[0], 0);
  }

  /** Copies the part below one axis; places are unfolded axis by axis. */
  private static void copy(
      Crop operation, Tensor input, int axis, int from, Tensor output, int to) {
    Shape in = input.shape();
    int extent = output.shape().dim(axis);
    int first = from * in.dim(axis) + operation.offset(in, axis);
    if (axis == in.rank() - 1) {
      System.arraycopy(
          input.array(),
          input.offset() + first,
          output.array(),
          output.offset() + to * extent,
          extent);
      return;
    }
    for (int i = 0; i < extent; i++) {
      copy(operation, input, axis + 1, first + i, output, to * extent + i);
    }
  }
}
