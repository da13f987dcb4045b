package org.dyvedeep.engine.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;

/**
 * Builds a graph node by node, in order. Blob names may be written again (in-place layers): each
 * writing makes a new value, and readers that follow see the last one.
 */
public final class GraphBuilder {
  private final String name;
  private final List<Value> inputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Value> blobs = new LinkedHashMap<>();
  private final Set<String> valueNames = new HashSet<>();
  private final Map<String, Integer> repetitions = new HashMap<>();
  private final Set<Value> read = new HashSet<>();

  /** Starts a graph. */
  public GraphBuilder(String name) {
    this.name = name;
  }

  /** Declares an input blob. */
  public Value input(String blob, Shape shape) {
    Value value = define(blob, blob, shape);
    inputs.add(value);
    return value;
  }

  /**
   * The value that a blob's name stands for at this point.
   *
   * @throws IllegalArgumentException if nothing was written under that name
   */
  public Value blob(String blob) {
    Value value = blobs.get(blob);
    if (value == null) {
      throw new IllegalArgumentException("blob " + blob + " was not written by an earlier layer");
    }
    return value;
  }

  /** Whether something was written under a blob's name. */
  public boolean hasBlob(String blob) {
    return blobs.containsKey(blob);
  }

  /**
   * Appends a node; the shapes of its outputs follow from the operation.
   *
   * @param outputBlobs blob names for the outputs, as many as the operation yields
   * @return the values written
   * @throws org.dyvedeep.engine.tensor.ShapeException if inputs or weights do not fit the operation
   */
  public List<Value> add(
      String layer,
      String kind,
      Operation operation,
      List<Value> from,
      List<? extends Weights> weights,
      List<String> outputBlobs) {
    List<Shape> shapes = operation.outputShapes(Node.shapes(from));
    if (shapes.size() != outputBlobs.size()) {
      throw new IllegalArgumentException(
          layer + " yields " + shapes.size() + " outputs, got names " + outputBlobs);
    }
    List<Value> outputs = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      outputs.add(define(outputBlobs.get(i), layer, shapes.get(i)));
    }
    nodes.add(new Node(layer, kind, operation, from, List.copyOf(weights), outputs));
    read.addAll(from);
    return List.copyOf(outputs);
  }

  /** Finishes the graph; its outputs are the blobs that no layer reads, in the order of writing. */
  public Graph build() {
    List<Value> outputs = blobs.values().stream().filter(value -> !read.contains(value)).toList();
    return new Graph(name, inputs, nodes, outputs, blobs);
  }

  private Value define(String blob, String layer, Shape shape) {
    String unique = blob;
    while (!valueNames.add(unique)) {
      String repeated = blob + "@" + layer;
      // Counted on from the last repetition, so that many of one name do not take quadratic time.
      int number = repetitions.merge(repeated, 1, Integer::sum);
      unique = number == 1 ? repeated : repeated + "." + number;
    }
    Value value = new Value(unique, shape);
    // Removed first, so that the order of the map is the order of the last writing.
    blobs.remove(blob);
    blobs.put(blob, value);
    return value;
  }
}
