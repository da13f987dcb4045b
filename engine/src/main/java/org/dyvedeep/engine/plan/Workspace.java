package org.dyvedeep.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.kernel.blas.NativeFloats;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.tensor.Tensor;

/** The private memory of one session and the plan's nodes bound to it. */
public final class Workspace implements AutoCloseable {
  private final Plan plan;
  private final MemoryPlan memory;
  private final float[] arena;
  private final NativeFloats nativeScratch;
  private final Step[] steps;

  Workspace(Plan plan) {
    this.plan = plan;
    this.memory = plan.memory();
    this.arena = new float[memory.arenaFloats()];
    long nativeFloats = plan.nativeScratchFloats();
    this.nativeScratch = nativeFloats == 0 ? null : NativeFloats.allocate(nativeFloats);
    this.steps = bind(new float[plan.scratchFloats()]);
  }

  private Step[] bind(float[] scratch) {
    List<Step> bound = new ArrayList<>();
    for (Plan.Entry entry : plan.entries()) {
      NodeMemory node =
          new NodeMemory(this, entry.inputs(), entry.outputs(), scratch, nativeScratch);
      Step step = entry.prepared().bind(node);
      List<Region> bordered = bordered(entry);
      bound.add(bordered.isEmpty() ? step : new BorderedStep(step, bordered));
    }
    return bound.toArray(Step[]::new);
  }

  /** Outputs with a border that the step must clear; where it works in place that was done. */
  private List<Region> bordered(Plan.Entry entry) {
    List<Region> regions = new ArrayList<>();
    for (Value output : entry.outputs()) {
      ActivationLayout layout = memory.layouts().get(output);
      boolean bordered = layout != null && layout.padY() + layout.padX() > 0;
      boolean inPlace =
          entry.inputs().stream()
              .anyMatch(
                  input ->
                      memory.layouts().interchangeable(input, output)
                          && memory.offset(input) == memory.offset(output));
      if (bordered && !inPlace) {
        regions.add(region(output));
      }
    }
    return regions;
  }

  /**
   * The memory of a plain value: its elements once its step has run and until another re-uses it.
   * For an output of the graph that was planned, its plain copy.
   *
   * @throws IllegalStateException if the value is not plain
   */
  public Tensor tensor(Value value) {
    Value plain = plan.plain(value);
    if (memory.layouts().get(plain) != null) {
      throw new IllegalStateException(value.name() + " is not plain, its layout must be regarded");
    }
    return new Tensor(plain.shape(), arena, memory.offset(plain));
  }

  /** The memory of a value of 4 axes in its own layout. */
  Region region(Value value) {
    Layouts layouts = memory.layouts();
    return new Region(
        arena,
        memory.offset(value),
        layouts.image(value),
        value.shape().dim(0),
        layouts.imageStride(value));
  }

  Team team() {
    return plan.team();
  }

  /** How many steps a run has. */
  public int stepCount() {
    return steps.length;
  }

  /** Runs one step; the earlier ones must have run. */
  public void runStep(int index) {
    steps[index].run();
  }

  /** What the last run of a step decided by itself; empty if nothing. */
  public String remark(int index) {
    return steps[index].remark();
  }

  /** Frees the off-heap scratch; no step may run afterwards. */
  @Override
  public void close() {
    if (nativeScratch != null) {
      nativeScratch.close();
    }
  }
}
