package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * The meaning of all operations whose outputs have the input's elements in the input's order:
 * Identity, Split, and the views Flatten and Reshape.
 *
 * @param <O> the operation
 */
final class ReferenceCopy<O extends Operation> implements ReferenceOperator<O> {
  @Override
  public void run(O operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    for (Tensor output : outputs) {
      output.set(inputs[0].array(), inputs[0].offset());
    }
  }
}
