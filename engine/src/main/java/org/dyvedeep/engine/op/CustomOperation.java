package org.dyvedeep.engine.op;

import org.dyvedeep.engine.tensor.Tensor;

/** An operation that a user adds: it brings its own meaning. */
public non-sealed interface CustomOperation extends Operation {
  /**
   * Computes the outputs. It may be called by many threads at once, for different tensors, and must
   * not allocate on each call.
   *
   * @param inputs the node's inputs
   * @param weights the node's weights, row-major, not to be written
   * @param outputs where the results go, one for each of the operation's output shapes
   */
  void run(Tensor[] inputs, float[][] weights, Tensor[] outputs);
}
