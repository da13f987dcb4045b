package org.dyvedeep.engine.plan;

import java.util.List;
import org.dyvedeep.engine.kernel.blas.NativeFloats;
import org.dyvedeep.engine.tensor.Tensor;

/** What one node of one session works on: its values and the scratch that all nodes share. */
public final class NodeMemory {
  private final Tensor[] inputs;
  private final Tensor[] outputs;
  private final float[] scratch;
  private final NativeFloats nativeScratch;

  NodeMemory(
      List<Tensor> inputs, List<Tensor> outputs, float[] scratch, NativeFloats nativeScratch) {
    this.inputs = inputs.toArray(Tensor[]::new);
    this.outputs = outputs.toArray(Tensor[]::new);
    this.scratch = scratch;
    this.nativeScratch = nativeScratch;
  }

  /** The node's inputs; their memory may hold other values before and after the step. */
  public Tensor[] inputs() {
    return inputs.clone();
  }

  /** The node's outputs. The first may be the first input where the operation works in place. */
  public Tensor[] outputs() {
    return outputs.clone();
  }

  /** Heap scratch of at least the floats asked for; its contents do not survive the step. */
  public float[] scratch() {
    return scratch;
  }

  /**
   * Off-heap scratch of at least the floats asked for; its contents do not survive the step.
   *
   * @throws IllegalStateException if no node asked for any
   */
  public NativeFloats nativeScratch() {
    if (nativeScratch == null) {
      throw new IllegalStateException("no node of this plan asked for off-heap scratch");
    }
    return nativeScratch;
  }
}
