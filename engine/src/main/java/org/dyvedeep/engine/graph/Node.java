package org.dyvedeep.engine.graph;

import java.util.List;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.ShapeException;
import org.dyvedeep.engine.tensor.Weights;

/**
 * One operation with its inputs, weights and outputs. Construction checks that all shapes agree.
 *
 * @param name the layer's name, for reports and errors
 * @param kind the layer's type as its source calls it, for reports
 * @param operation what is computed
 * @param inputs what is read
 * @param weights trained parameters in the operation's order
 * @param outputs what is written
 */
public record Node(
    String name,
    String kind,
    Operation operation,
    List<Value> inputs,
    List<Weights> weights,
    List<Value> outputs) {
  /**
   * Copies the lists and checks the shapes.
   *
   * @throws ShapeException if the operation cannot take the inputs, or weights or outputs have
   *     other shapes than it says
   */
  public Node {
    inputs = List.copyOf(inputs);
    weights = List.copyOf(weights);
    outputs = List.copyOf(outputs);
    List<Shape> in = shapes(inputs);
    requireShapes(name, "outputs", operation.outputShapes(in), shapes(outputs));
    requireShapes(
        name, "weights", operation.weightShapes(in), weights.stream().map(Weights::shape).toList());
  }

  /** The shapes of values. */
  public static List<Shape> shapes(List<Value> values) {
    return values.stream().map(Value::shape).toList();
  }

  /** Multiply-accumulates of one run. */
  public long macs() {
    return operation.macs(shapes(inputs));
  }

  /** Trained parameters. */
  public long parameters() {
    return weights.stream().mapToLong(w -> w.shape().size()).sum();
  }

  /** The same node reading other values of the same shapes. */
  public Node withInputs(List<Value> others) {
    return new Node(name, kind, operation, others, weights, outputs);
  }

  /** The same node writing other values of the same shapes. */
  public Node withOutputs(List<Value> others) {
    return new Node(name, kind, operation, inputs, weights, others);
  }

  /** The same node computing something else. */
  public Node with(Operation other, List<Weights> otherWeights) {
    return new Node(name, kind, other, inputs, otherWeights, outputs);
  }

  private static void requireShapes(
      String name, String what, List<Shape> expected, List<Shape> found) {
    if (!expected.equals(found)) {
      throw new ShapeException(name + ": " + what + " should be " + expected + ", are " + found);
    }
  }
}
