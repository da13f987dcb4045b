package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Tile;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/** The meaning of {@link Tile}. */
final class ReferenceTile implements ReferenceOperator<Tile> {
  @Override
  public void run(Tile operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    Tensor input = inputs[0];
    Shape shape = input.shape();
    int axis = shape.canonicalAxis(operation.axis());
    int outer = shape.count(0, axis);
    int row = shape.count(axis);
    int to = outputs[0].offset();
    for (int i = 0; i < outer; i++) {
      for (int tile = 0; tile < operation.tiles(); tile++) {
        System.arraycopy(input.array(), input.offset() + i * row, outputs[0].array(), to, row);
        to += row;
      }
    }
  }
}
