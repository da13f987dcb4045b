package org.dyvedeep.engine.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dyvedeep.engine.tensor.AbsentWeights;
import org.dyvedeep.engine.tensor.Weights;

/**
 * A network: nodes in an order in which each reads only what was written before. Immutable.
 *
 * <p>Blobs are the names that users know values by. Where a layer worked in place, the blob stands
 * for the last value written under that name.
 */
public final class Graph {
  private final String name;
  private final List<Value> inputs;
  private final List<Node> nodes;
  private final List<Value> outputs;
  private final Map<String, Value> blobs;

  /**
   * Creates a graph.
   *
   * @throws IllegalArgumentException if a value is written twice, or read or listed as an output
   *     without being written
   */
  public Graph(
      String name,
      List<Value> inputs,
      List<Node> nodes,
      List<Value> outputs,
      Map<String, Value> blobs) {
    this.name = name;
    this.inputs = List.copyOf(inputs);
    this.nodes = List.copyOf(nodes);
    this.outputs = List.copyOf(outputs);
    this.blobs = Collections.unmodifiableMap(new LinkedHashMap<>(blobs));
    check();
  }

  private void check() {
    Set<String> names = new HashSet<>();
    Set<Value> written = new HashSet<>();
    for (Value input : inputs) {
      define(input, names, written);
    }
    for (Node node : nodes) {
      requireWritten(node.inputs(), written, "node " + node.name());
      node.outputs().forEach(value -> define(value, names, written));
    }
    requireWritten(outputs, written, "the outputs");
    requireWritten(List.copyOf(blobs.values()), written, "the blobs");
  }

  private static void define(Value value, Set<String> names, Set<Value> written) {
    if (!names.add(value.name())) {
      throw new IllegalArgumentException("value " + value.name() + " is written twice");
    }
    written.add(value);
  }

  private static void requireWritten(List<Value> values, Set<Value> written, String by) {
    for (Value value : values) {
      if (!written.contains(value)) {
        throw new IllegalArgumentException("value " + value + " of " + by + " was never written");
      }
    }
  }

  /** The network's name. */
  public String name() {
    return name;
  }

  /** What a caller must provide. */
  public List<Value> inputs() {
    return inputs;
  }

  /** All nodes, producers before consumers. */
  public List<Node> nodes() {
    return nodes;
  }

  /** What a run yields: everything that must outlive it. */
  public List<Value> outputs() {
    return outputs;
  }

  /** Values by the names users know; a pass may have removed some. */
  public Map<String, Value> blobs() {
    return blobs;
  }

  /** Which nodes read each value, by value name; values that nobody reads are absent. */
  public Map<String, List<Node>> consumers() {
    Map<String, List<Node>> result = new HashMap<>();
    for (Node node : nodes) {
      for (Value input : new HashSet<>(node.inputs())) {
        result.computeIfAbsent(input.name(), key -> new ArrayList<>()).add(node);
      }
    }
    return result;
  }

  /**
   * The same graph with blobs added to its outputs, so that no pass removes or overwrites them.
   *
   * @throws IllegalArgumentException if there is no such blob; the message lists those there are
   */
  public Graph keeping(Set<String> kept) {
    Set<Value> extended = new java.util.LinkedHashSet<>(outputs);
    for (String blob : kept) {
      extended.add(blob(blob));
    }
    return new Graph(name, inputs, nodes, List.copyOf(extended), blobs);
  }

  /** The same graph without the values of its weights: shapes and names in little memory. */
  public Graph withoutWeights() {
    List<Node> bare = nodes.stream().map(Graph::withoutWeights).toList();
    return new Graph(name, inputs, bare, outputs, blobs);
  }

  private static Node withoutWeights(Node node) {
    List<Weights> absent = new ArrayList<>();
    node.weights().forEach(weights -> absent.add(new AbsentWeights(weights.shape())));
    return node.with(node.operation(), absent);
  }

  /**
   * The value that a blob's name stands for.
   *
   * @throws IllegalArgumentException if there is no such blob; the message lists those there are
   */
  public Value blob(String blob) {
    Value value = blobs.get(blob);
    if (value == null) {
      throw new IllegalArgumentException(
          "no blob is called " + blob + "; there are " + String.join(", ", blobs.keySet()));
    }
    return value;
  }
}
