package org.dyvedeep.engine.plan;

import java.util.List;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.kernel.blas.NativeFloats;
import org.dyvedeep.engine.tensor.Tensor;

/** What one node of one session works on: its values and the scratch that all nodes share. */
public final class NodeMemory {
  private final Workspace workspace;
  private final List<Value> inputs;
  private final List<Value> outputs;
  private final float[] scratch;
  private final NativeFloats nativeScratch;

  NodeMemory(
      Workspace workspace,
      List<Value> inputs,
      List<Value> outputs,
      float[] scratch,
      NativeFloats nativeScratch) {
    this.workspace = workspace;
    this.inputs = inputs;
    this.outputs = outputs;
    this.scratch = scratch;
    this.nativeScratch = nativeScratch;
  }

  /**
   * The node's inputs, which must be plain; their memory may hold other values before and after the
   * step.
   */
  public Tensor[] inputs() {
    return inputs.stream().map(workspace::tensor).toArray(Tensor[]::new);
  }

  /**
   * The node's outputs, which must be plain. The first may be the first input where the operation
   * works in place.
   */
  public Tensor[] outputs() {
    return outputs.stream().map(workspace::tensor).toArray(Tensor[]::new);
  }

  /** An input of 4 axes, in whatever layout it has. */
  public Region input(int index) {
    return workspace.region(inputs.get(index));
  }

  /** An output of 4 axes, in whatever layout it has. */
  public Region output(int index) {
    return workspace.region(outputs.get(index));
  }

  /** Who shares the work of a step. */
  public Team team() {
    return workspace.team();
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
