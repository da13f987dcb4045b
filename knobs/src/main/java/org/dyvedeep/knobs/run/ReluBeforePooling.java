package org.dyvedeep.knobs.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.pass.Pass;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Turns convolution, MAX pooling, ReLU into convolution, ReLU, MAX pooling where nobody can tell:
 * the values between them have no other reader and are not outputs of the graph (kept blobs are).
 */
final class ReluBeforePooling implements Pass {
  @Override
  public Graph apply(Graph graph) {
    Map<Value, Node> producers = new HashMap<>();
    graph.nodes().forEach(node -> node.outputs().forEach(value -> producers.put(value, node)));
    Hidden hidden = new Hidden(graph.consumers(), new HashSet<>(graph.outputs()));
    Set<String> names = new HashSet<>();
    graph.inputs().forEach(value -> names.add(value.name()));
    producers.keySet().forEach(value -> names.add(value.name()));
    Map<Node, List<Node>> replaced = new HashMap<>();
    for (Node relu : graph.nodes()) {
      Optional<Node> found = pooling(relu, producers, hidden);
      if (found.isPresent()) {
        Node pooling = found.get();
        Value from = pooling.inputs().get(0);
        Value between = new Value(unique(from.name() + "@" + relu.name(), names), from.shape());
        Node early =
            new Node(
                relu.name(),
                relu.kind(),
                relu.operation(),
                List.of(from),
                List.of(),
                List.of(between));
        Node late = pooling.withInputs(List.of(between)).withOutputs(relu.outputs());
        replaced.put(pooling, List.of());
        replaced.put(relu, List.of(early, late));
      }
    }
    return replace(graph, replaced);
  }

  /** A value between two nodes is hidden if it has one reader and is no output. */
  private record Hidden(Map<String, List<Node>> consumers, Set<Value> outputs) {
    boolean contains(Value value) {
      return !outputs.contains(value) && consumers.get(value.name()).size() == 1;
    }
  }

  /** The pooling in front of which a node can be moved. */
  private static Optional<Node> pooling(Node node, Map<Value, Node> producers, Hidden hidden) {
    if (!Relu.isRectifier(node.operation())) {
      return Optional.empty();
    }
    Node pooling = producers.get(node.inputs().get(0));
    if (pooling == null
        || !(pooling.operation() instanceof Pooling op)
        || op.method() != Pooling.Method.MAX
        || op.mask()
        || !hidden.contains(node.inputs().get(0))
        || !hidden.contains(pooling.inputs().get(0))
        || !meetsData(op, pooling)) {
      return Optional.empty();
    }
    Node convolution = producers.get(pooling.inputs().get(0));
    return convolution != null
            && convolution.operation() instanceof Convolution c
            && c.activation() instanceof Identity
        ? Optional.of(pooling)
        : Optional.empty();
  }

  /** A window beyond the input has a maximum of its own, which is below 0. */
  private static boolean meetsData(Pooling op, Node node) {
    Shape in = node.inputs().get(0).shape();
    Shape out = node.outputs().get(0).shape();
    return meetsData(op.heightFor(in), in.dim(2), out.dim(2))
        && meetsData(op.widthFor(in), in.dim(3), out.dim(3));
  }

  private static boolean meetsData(Window window, int input, int output) {
    return (output - 1L) * window.stride() - window.pad() < input;
  }

  private static String unique(String name, Set<String> names) {
    String candidate = name;
    for (int i = 2; !names.add(candidate); i++) {
      candidate = name + "." + i;
    }
    return candidate;
  }

  private static Graph replace(Graph graph, Map<Node, List<Node>> replaced) {
    List<Node> nodes = new ArrayList<>();
    graph.nodes().forEach(node -> nodes.addAll(replaced.getOrDefault(node, List.of(node))));
    Set<Value> written = new HashSet<>(graph.inputs());
    nodes.forEach(node -> written.addAll(node.outputs()));
    Map<String, Value> blobs = new LinkedHashMap<>(graph.blobs());
    blobs.values().retainAll(written);
    return new Graph(graph.name(), graph.inputs(), nodes, graph.outputs(), blobs);
  }
}
