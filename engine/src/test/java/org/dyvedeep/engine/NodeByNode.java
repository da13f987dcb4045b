package org.dyvedeep.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.reference.ReferenceOperators;
import org.dyvedeep.engine.tensor.Tensor;
import org.dyvedeep.engine.tensor.Weights;

/**
 * Runs a graph without any plan: each value has memory of its own, each node runs its reference
 * operator. What passes, plans and back ends are compared with.
 */
public final class NodeByNode {
  private NodeByNode() {}

  /** All values of a run, by blob name. */
  public static Map<String, float[]> run(Graph graph, List<float[]> inputs) {
    Map<Value, Tensor> tensors = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      Value input = graph.inputs().get(i);
      tensors.put(input, Tensor.of(input.shape(), inputs.get(i).clone()));
    }
    for (Node node : graph.nodes()) {
      node.outputs().forEach(value -> tensors.put(value, Tensor.zeros(value.shape())));
      ReferenceOperators.of(node.operation())
          .run(
              node.operation(),
              node.inputs().stream().map(tensors::get).toArray(Tensor[]::new),
              node.weights().stream().map(Weights::values).toArray(float[][]::new),
              node.outputs().stream().map(tensors::get).toArray(Tensor[]::new));
    }
    Map<String, float[]> blobs = new HashMap<>();
    graph.blobs().forEach((blob, value) -> blobs.put(blob, tensors.get(value).toArray()));
    return blobs;
  }

  /** The greatest magnitude among all values of a run. */
  public static double greatest(Map<String, float[]> blobs) {
    return blobs.values().stream().mapToDouble(NodeByNode::greatest).max().orElse(0);
  }

  private static double greatest(float[] values) {
    double greatest = 0;
    for (float value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }

  /** Asserts max error / max reference. */
  public static void assertClose(String what, float[] expected, float[] found, double tolerance) {
    assertWithin(what, expected, found, tolerance * greatest(expected));
  }

  /** Asserts a greatest error. */
  public static void assertWithin(String what, float[] expected, float[] found, double limit) {
    assertEquals(expected.length, found.length, what);
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs((double) expected[i] - found[i]);
      int at = i;
      assertTrue(error <= limit, () -> what + " at " + at + ": " + error + " exceeds " + limit);
    }
  }
}
