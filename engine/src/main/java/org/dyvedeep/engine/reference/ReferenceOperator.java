package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * What an operation computes, in plain loops.
 *
 * @param <O> the operation
 */
@FunctionalInterface
public interface ReferenceOperator<O extends Operation> {
  /**
   * Computes the outputs. Shapes were checked before. Allocates nothing, and keeps no state, so
   * that many threads may call it at once. Where the operation may work in place, the first output
   * may be the first input.
   *
   * @param operation the hyper-parameters
   * @param inputs what is read
   * @param weights the node's weights, row-major, in the operation's order; not to be written
   * @param outputs what is written
   */
  void run(O operation, Tensor[] inputs, float[][] weights, Tensor[] outputs);
}
