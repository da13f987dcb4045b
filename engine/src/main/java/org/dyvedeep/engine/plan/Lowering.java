package org.dyvedeep.engine.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.ShapeException;

/**
 * Settles the layouts of a graph's values once it is known who runs each node.
 *
 * <p>A value is written in the one kind of layout that its node wants. For readers that want
 * another kind, a {@link Reorder} is put behind the node; all readers of one kind share its copy.
 * Borders are as large as the largest that any reader asks for. Inputs of a join are written
 * straight into its output where both are blocked and nothing else speaks against it. Graph inputs
 * are plain; graph outputs have a plain copy unless they are plain themselves.
 */
final class Lowering {
  private final Graph graph;
  private final List<Offer> offers;
  private final Map<Value, LayoutKind> kinds = new HashMap<>();
  private final Map<Value, EnumMap<LayoutKind, Value>> copies = new HashMap<>();
  private final Map<Value, Border> borders = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Offer> nodeOffers = new ArrayList<>();
  private final Layouts layouts = new Layouts();

  private record Border(int y, int x) {
    Border max(Border other) {
      return new Border(Math.max(y, other.y), Math.max(x, other.x));
    }
  }

  /**
   * What comes out.
   *
   * @param graph the graph with reorderings; its outputs are plain
   * @param offers who runs each of its nodes
   * @param layouts the layouts of its values
   * @param plain the plain copies of those of the old graph's outputs that are not plain
   */
  record Result(Graph graph, List<Offer> offers, Layouts layouts, Map<Value, Value> plain) {}

  private Lowering(Graph graph, List<Offer> offers) {
    this.graph = graph;
    this.offers = offers;
  }

  /** Lowers a graph, given an offer for each of its nodes. */
  static Result of(Graph graph, List<Offer> offers) {
    return new Lowering(graph, offers).run();
  }

  private Result run() {
    graph.inputs().forEach(input -> define(input, LayoutKind.PLAIN));
    for (int i = 0; i < offers.size(); i++) {
      List<Value> outputs = graph.nodes().get(i).outputs();
      for (int o = 0; o < outputs.size(); o++) {
        define(outputs.get(o), offers.get(i).output(o));
      }
    }
    List<Node> rewired = new ArrayList<>();
    for (int i = 0; i < offers.size(); i++) {
      rewired.add(rewired(graph.nodes().get(i), offers.get(i)));
    }
    Map<Value, Value> plain = new LinkedHashMap<>();
    graph.outputs().forEach(value -> plain.put(value, as(value, LayoutNeed.plain())));
    graph.inputs().forEach(this::addCopies);
    for (int i = 0; i < offers.size(); i++) {
      addNode(rewired.get(i), offers.get(i));
    }
    join();
    kinds.forEach(this::lay);
    List<Value> outputs = graph.outputs().stream().map(plain::get).toList();
    Graph lowered = new Graph(graph.name(), graph.inputs(), nodes, outputs, Map.of());
    return new Result(lowered, nodeOffers, layouts, plain);
  }

  private void define(Value value, LayoutKind kind) {
    kinds.put(value, kind);
    names.add(value.name());
  }

  private Node rewired(Node node, Offer offer) {
    List<Value> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      inputs.add(as(node.inputs().get(i), offer.input(i)));
    }
    return node.withInputs(inputs);
  }

  /** The value, or its copy, that meets a need. */
  private Value as(Value value, LayoutNeed need) {
    LayoutKind kind = kinds.get(value);
    boolean borderless = need.padY() == 0 && need.padX() == 0;
    LayoutKind wanted =
        need.kind() == LayoutKind.PLANAR && borderless ? LayoutKind.PLAIN : need.kind();
    if (kind != LayoutKind.PLAIN && wanted == LayoutKind.PLANAR) {
      // Reorderings go from or to the plain layout.
      return as(as(value, LayoutNeed.plain()), need);
    }
    Value found =
        kind == wanted
            ? value
            : copies
                .computeIfAbsent(value, v -> new EnumMap<>(LayoutKind.class))
                .computeIfAbsent(wanted, k -> copy(value, k));
    borders.merge(found, new Border(need.padY(), need.padX()), Border::max);
    return found;
  }

  private Value copy(Value value, LayoutKind kind) {
    String name = value.name() + " as " + kind;
    while (!names.add(name)) {
      name += "'";
    }
    Value copy = new Value(name, value.shape());
    kinds.put(copy, kind);
    return copy;
  }

  private void addNode(Node node, Offer offer) {
    nodes.add(node);
    nodeOffers.add(offer);
    node.outputs().forEach(this::addCopies);
  }

  private void addCopies(Value value) {
    Map<LayoutKind, Value> byKind = copies.getOrDefault(value, new EnumMap<>(LayoutKind.class));
    byKind.forEach(
        (kind, copy) ->
            addNode(
                new Node(
                    copy.name(),
                    Reorder.KIND,
                    new Reorder(),
                    List.of(value),
                    List.of(),
                    List.of(copy)),
                new ReorderOffer(kinds.get(value), kind)));
  }

  /** Makes inputs of joins parts of the outputs; parts have the borders of the whole. */
  private void join() {
    Set<Value> written = new HashSet<>();
    List<Value> joined = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      for (int input = 0; input < node.inputs().size(); input++) {
        Value part = node.inputs().get(input);
        int channel = nodeOffers.get(i).joinedAt(input);
        boolean blocked = channel >= 0 && channel % BlockedLayout.BLOCK == 0;
        boolean once = node.inputs().indexOf(part) == node.inputs().lastIndexOf(part);
        if (blocked && once && written.contains(part) && !layouts.isPart(part)) {
          layouts.join(part, node.outputs().get(0), channel);
          joined.add(part);
        }
      }
      written.addAll(node.outputs());
    }
    joined.forEach(part -> borders.merge(layouts.whole(part), border(part), Border::max));
    for (Value value : List.copyOf(kinds.keySet())) {
      borders.put(value, border(layouts.whole(value)));
    }
  }

  private Border border(Value value) {
    return borders.getOrDefault(value, new Border(0, 0));
  }

  private void lay(Value value, LayoutKind kind) {
    if (kind == LayoutKind.PLAIN) {
      return;
    }
    Shape shape = value.shape();
    Border border = border(value);
    try {
      layouts.set(value, layout(kind, shape.dim(1), shape.dim(2), shape.dim(3), border));
    } catch (IllegalArgumentException e) {
      throw new ShapeException(value.name() + ": " + e.getMessage());
    }
  }

  private static ActivationLayout layout(
      LayoutKind kind, int channels, int height, int width, Border border) {
    return kind == LayoutKind.BLOCKED
        ? new BlockedLayout(channels, height, width, border.y, border.x)
        : new PlanarLayout(channels, height, width, border.y, border.x);
  }
}
