package org.dyvedeep.engine.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Identity;

/**
 * Merges nodes into the Convolution, Deconvolution or InnerProduct that produces their only input,
 * where nobody can tell: the value between them has no other reader and is not an output (kept
 * blobs are), and the producer has no activation yet.
 */
final class Fusion {
  /** Says whether and how two nodes become one. */
  @FunctionalInterface
  interface Rule {
    /**
     * The producer changed so that it computes what the consumer does; its outputs are replaced
     * afterwards.
     */
    Optional<Node> merge(Node producer, Node consumer);
  }

  private final Graph graph;
  private final Rule rule;
  private final Map<String, List<Node>> consumers;
  private final Set<Value> outputs;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Value, Integer> producers = new HashMap<>();

  private Fusion(Graph graph, Rule rule) {
    this.graph = graph;
    this.rule = rule;
    this.consumers = graph.consumers();
    this.outputs = new HashSet<>(graph.outputs());
  }

  /** Applies a rule to every pair of nodes that may be merged, in the order of the graph. */
  static Graph apply(Graph graph, Rule rule) {
    return new Fusion(graph, rule).run();
  }

  private Graph run() {
    for (Node node : graph.nodes()) {
      Optional<Node> merged = merge(node);
      if (merged.isPresent()) {
        // The merged node comes last, where the consumer stood.
        nodes.set(producers.get(node.inputs().get(0)), null);
      }
      Node result = merged.orElse(node);
      result.outputs().forEach(output -> producers.put(output, nodes.size()));
      nodes.add(result);
    }
    List<Node> remaining = nodes.stream().filter(Objects::nonNull).toList();
    Set<Value> written = new HashSet<>(graph.inputs());
    remaining.forEach(node -> written.addAll(node.outputs()));
    Map<String, Value> blobs = new LinkedHashMap<>(graph.blobs());
    blobs.values().retainAll(written);
    return new Graph(graph.name(), graph.inputs(), remaining, graph.outputs(), blobs);
  }

  private Optional<Node> merge(Node consumer) {
    if (consumer.inputs().size() != 1 || consumer.outputs().size() != 1) {
      return Optional.empty();
    }
    Value between = consumer.inputs().get(0);
    Integer index = producers.get(between);
    boolean hidden = !outputs.contains(between) && consumers.get(between.name()).size() == 1;
    if (index == null
        || !hidden
        || !(LinearLayer.activation(nodes.get(index).operation()) instanceof Identity)) {
      return Optional.empty();
    }
    return rule.merge(nodes.get(index), consumer).map(node -> node.withOutputs(consumer.outputs()));
  }
}
