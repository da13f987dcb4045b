package org.dyvedeep.engine.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.op.Convolution;

/**
 * A graph made ready to run: an operator for each node and a place for each value. Immutable and
 * shared by all sessions; it owns the prepared nodes. It does not hold the graph, so that weights
 * which operators have packed can be collected.
 */
public final class Plan implements AutoCloseable {
  /** So many floats of weights that were packed are worth a collection: 8 MB. */
  private static final long COLLECTED_FLOATS = 1 << 21;

  private final List<Entry> entries;
  private final MemoryPlan memory;
  private final Map<Value, Value> plain;
  private final Team team;

  private Plan(List<Entry> entries, MemoryPlan memory, Map<Value, Value> plain, Team team) {
    this.entries = List.copyOf(entries);
    this.memory = memory;
    this.plain = Map.copyOf(plain);
    this.team = team;
  }

  /**
   * Plans a graph.
   *
   * @param source gives the graph, once; where nobody else holds it, the weights of each layer can
   *     be collected as soon as its operator has packed them
   * @param providers asked in order for each node; the last should run everything
   * @throws IllegalStateException if no provider can run a node, or one lacks what it needs
   */
  public static Plan of(
      Supplier<Graph> source, List<OperatorProvider> providers, PlanOptions options) {
    // Those that no entry owns yet. Nothing else holds an offer, and so its weights.
    Deque<Offer> offers = new ArrayDeque<>();
    List<Entry> entries = new ArrayList<>();
    boolean complete = false;
    try {
      Lowered lowered = lower(source.get(), new Offers(providers, options), offers);
      MemoryPlan memory = MemoryPlan.of(lowered.graph, lowered.layouts);
      long packed = 0;
      for (Node node : lowered.graph.nodes()) {
        entries.add(Entry.of(node, offers.element(), lowered.layouts));
        offers.remove();
        packed += packedFloats(node);
        if (options.handedOver() && packed > COLLECTED_FLOATS) {
          System.gc();
          packed = 0;
        }
      }
      complete = true;
      return new Plan(entries, memory, lowered.plain, new Team(options.threads()));
    } finally {
      if (!complete) {
        entries.forEach(entry -> entry.prepared.close());
        offers.forEach(Offer::close);
      }
    }
  }

  /** Weights that an operator has copied; fully-connected layers use theirs in place. */
  private static long packedFloats(Node node) {
    return node.operation() instanceof Convolution
        ? node.weights().stream().mapToLong(weights -> weights.shape().size()).sum()
        : 0;
  }

  /** A graph without weights: offers have what they need of them. */
  private record Lowered(Graph graph, Layouts layouts, Map<Value, Value> plain) {}

  /** Collects the offers, one for each node of the graph that comes out. */
  private static Lowered lower(Graph graph, Offers providers, Deque<Offer> offers) {
    providers.collect(graph, offers);
    Lowering.Result lowered = Lowering.of(graph, List.copyOf(offers));
    offers.clear();
    offers.addAll(lowered.offers());
    return new Lowered(lowered.graph().withoutWeights(), lowered.layouts(), lowered.plain());
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

  /** The plain value that has the elements of an output of the planned graph, or the value. */
  Value plain(Value value) {
    return plain.getOrDefault(value, value);
  }

  Team team() {
    return team;
  }

  /** Frees the prepared nodes; no workspace of this plan may be used afterwards. */
  @Override
  public void close() {
    team.close();
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
  record Entry(StepInfo info, PreparedNode prepared, List<Value> inputs, List<Value> outputs) {
    private static Entry of(Node node, Offer offer, Layouts layouts) {
      PreparedNode prepared =
          offer.prepare(layouts(node.inputs(), layouts), layouts(node.outputs(), layouts));
      return new Entry(StepInfo.of(node, prepared), prepared, node.inputs(), node.outputs());
    }

    private static List<ActivationLayout> layouts(List<Value> values, Layouts layouts) {
      List<ActivationLayout> found = new ArrayList<>();
      values.forEach(value -> found.add(layouts.get(value)));
      return found;
    }
  }
}
