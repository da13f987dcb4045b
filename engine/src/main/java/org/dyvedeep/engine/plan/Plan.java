package org.dyvedeep.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;

/**
 * A graph made ready to run: an operator for each node and a place for each value. Immutable and
 * shared by all sessions; it owns the prepared nodes. It does not hold the graph, so that weights
 * which operators have packed can be collected.
 */
public final class Plan implements AutoCloseable {
  private final List<Entry> entries;
  private final MemoryPlan memory;

  private Plan(List<Entry> entries, MemoryPlan memory) {
    this.entries = List.copyOf(entries);
    this.memory = memory;
  }

  /**
   * Plans a graph.
   *
   * @param providers asked in order for each node; the last should run everything
   * @throws IllegalStateException if no provider can run a node, or one lacks what it needs
   */
  public static Plan of(Graph graph, List<OperatorProvider> providers, PlanOptions options) {
    MemoryPlan memory = MemoryPlan.of(graph);
    List<Entry> entries = new ArrayList<>();
    boolean complete = false;
    try {
      for (Node node : graph.nodes()) {
        PreparedNode prepared = prepare(node, providers, options);
        StepInfo info = StepInfo.of(node, prepared);
        entries.add(new Entry(info, prepared, node.inputs(), node.outputs()));
      }
      complete = true;
      return new Plan(entries, memory);
    } finally {
      if (!complete) {
        entries.forEach(entry -> entry.prepared.close());
      }
    }
  }

  private static PreparedNode prepare(
      Node node, List<OperatorProvider> providers, PlanOptions options) {
    for (OperatorProvider provider : providers) {
      Optional<PreparedNode> prepared = provider.prepare(node, options);
      if (prepared.isPresent()) {
        return prepared.get();
      }
    }
    throw new IllegalStateException("no operator runs layer " + node.name() + " " + node.kind());
  }

  /** The steps of a run, in order. */
  public List<StepInfo> steps() {
    return entries.stream().map(Entry::info).toList();
  }

  /** Where the values lie. */
  public MemoryPlan memory() {
    return memory;
  }

  /** New private memory for one session. */
  public Workspace open() {
    return new Workspace(this);
  }

  /** Frees the prepared nodes; no workspace of this plan may be used afterwards. */
  @Override
  public void close() {
    entries.forEach(entry -> entry.prepared.close());
  }

  List<Entry> entries() {
    return entries;
  }

  /** Nodes run one after the other, so the greatest need serves all. */
  int scratchFloats() {
    return entries.stream().mapToInt(entry -> entry.prepared.scratchFloats()).max().orElse(0);
  }

  long nativeScratchFloats() {
    return entries.stream().mapToLong(e -> e.prepared.nativeScratchFloats()).max().orElse(0);
  }

  /** A prepared node and the values it reads and writes. */
  record Entry(StepInfo info, PreparedNode prepared, List<Value> inputs, List<Value> outputs) {}
}
