package org.dyvedeep.engine.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.ShapeException;

/**
 * Gives inputs other shapes, such as another batch size, and infers all shapes that follow. Names
 * and weights stay; weights that no longer fit are refused.
 *
 * @param inputShapes new shapes by input name; other inputs keep theirs
 */
public record InferShapes(Map<String, Shape> inputShapes) implements Pass {
  /** Copies the map. */
  public InferShapes {
    inputShapes = Map.copyOf(inputShapes);
  }

  /**
   * The pass that gives some inputs of a graph the shapes asked for and all others a batch size.
   *
   * @param batch the extent of axis 0; 0 to leave it
   */
  public static InferShapes with(Graph graph, Map<String, Shape> shapes, int batch) {
    Map<String, Shape> all = new LinkedHashMap<>(shapes);
    if (batch > 0) {
      for (Value input : graph.inputs()) {
        all.putIfAbsent(input.name(), input.shape().with(0, batch));
      }
    }
    return new InferShapes(all);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if an input does not exist
   * @throws ShapeException if a layer cannot take the new shapes or its weights do not fit them;
   *     the message names the layer
   */
  @Override
  public Graph apply(Graph graph) {
    requireInputs(graph);
    Map<Value, Value> reshaped = new HashMap<>();
    for (Value input : graph.inputs()) {
      Shape shape = inputShapes.getOrDefault(input.name(), input.shape());
      reshaped.put(input, new Value(input.name(), shape));
    }
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      nodes.add(infer(node, reshaped));
    }
    Map<String, Value> blobs = new LinkedHashMap<>();
    graph.blobs().forEach((blob, value) -> blobs.put(blob, reshaped.get(value)));
    return new Graph(
        graph.name(),
        graph.inputs().stream().map(reshaped::get).toList(),
        nodes,
        graph.outputs().stream().map(reshaped::get).toList(),
        blobs);
  }

  private void requireInputs(Graph graph) {
    List<String> names = graph.inputs().stream().map(Value::name).toList();
    for (String input : inputShapes.keySet()) {
      if (!names.contains(input)) {
        throw new IllegalArgumentException(
            graph.name() + " has no input " + input + "; its inputs are " + names);
      }
    }
  }

  private static Node infer(Node node, Map<Value, Value> reshaped) {
    List<Value> inputs = node.inputs().stream().map(reshaped::get).toList();
    List<Shape> shapes;
    try {
      shapes = node.operation().outputShapes(Node.shapes(inputs));
    } catch (ShapeException e) {
      throw new ShapeException(node.name() + ": " + e.getMessage());
    }
    List<Value> outputs = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      Value old = node.outputs().get(i);
      Value value = new Value(old.name(), shapes.get(i));
      reshaped.put(old, value);
      outputs.add(value);
    }
    return new Node(node.name(), node.kind(), node.operation(), inputs, node.weights(), outputs);
  }
}
