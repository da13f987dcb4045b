package org.dyvedeep.engine.kernel.blas;

import org.dyvedeep.engine.tensor.Tensor;

/**
 * A layer computed by BLAS calls. It owns a copy of the weights outside the Java heap; it keeps no
 * other state, so that many threads may run what they bound at the same time.
 */
public interface BlasKernel extends AutoCloseable {
  /** How the layer is computed, in a few words. */
  String description();

  /** Off-heap scratch that a run needs, in floats. */
  long scratchFloats();

  /**
   * Binds the kernel to memory. Running what is returned computes the output and allocates nothing.
   *
   * @param scratch at least {@link #scratchFloats} floats that no other run uses meanwhile
   */
  Runnable bind(Tensor input, Tensor output, NativeFloats scratch);

  /** Frees the weights; nothing that was bound may run afterwards. */
  @Override
  void close();
}
