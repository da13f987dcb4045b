package org.dyvedeep.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.kernel.blas.NativeFloats;
import org.dyvedeep.engine.tensor.Tensor;

/** The private memory of one session and the plan's nodes bound to it. */
public final class Workspace implements AutoCloseable {
  private final MemoryPlan memory;
  private final float[] arena;
  private final NativeFloats nativeScratch;
  private final Step[] steps;

  Workspace(Plan plan) {
    this.memory = plan.memory();
    this.arena = new float[memory.arenaFloats()];
    long nativeFloats = plan.nativeScratchFloats();
    this.nativeScratch = nativeFloats == 0 ? null : NativeFloats.allocate(nativeFloats);
    this.steps = bind(plan, new float[plan.scratchFloats()]);
  }

  private Step[] bind(Plan plan, float[] scratch) {
    List<Step> bound = new ArrayList<>();
    for (Plan.Entry entry : plan.entries()) {
      NodeMemory node =
          new NodeMemory(tensors(entry.inputs()), tensors(entry.outputs()), scratch, nativeScratch);
      bound.add(entry.prepared().bind(node));
    }
    return bound.toArray(Step[]::new);
  }

  private List<Tensor> tensors(List<Value> values) {
    return values.stream().map(this::tensor).toList();
  }

  /** The memory of a value: its elements once its step has run and until another re-uses it. */
  public Tensor tensor(Value value) {
    return new Tensor(value.shape(), arena, memory.offset(value));
  }

  /** How many steps a run has. */
  public int stepCount() {
    return steps.length;
  }

  /** Runs one step; the earlier ones must have run. */
  public void runStep(int index) {
    steps[index].run();
  }

  /** Frees the off-heap scratch; no step may run afterwards. */
  @Override
  public void close() {
    if (nativeScratch != null) {
      nativeScratch.close();
    }
  }
}
