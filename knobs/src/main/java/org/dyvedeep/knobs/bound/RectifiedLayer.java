package org.dyvedeep.knobs.bound;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Concat;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.Shape;

/**
 * A convolution of one image with a plain ReLU fused to it.
 *
 * @param node its node
 * @param operation the node's operation
 * @param maxPooling where its output goes, if that is one max pooling and nothing else
 */
record RectifiedLayer(Node node, Convolution operation, Optional<Pooling> maxPooling) {
  private static final int CHANNELS = 1;

  /**
   * All such layers of a graph, in its order.
   *
   * @param graph with activations fused, and ReLUs moved in front of max poolings
   */
  static List<RectifiedLayer> of(Graph graph) {
    Map<String, List<Node>> readers = graph.consumers();
    List<RectifiedLayer> layers = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.operation() instanceof Convolution convolution && isRectified(node, convolution)) {
        Optional<Pooling> pooling = maxPooling(node.outputs().get(0), graph, readers);
        layers.add(new RectifiedLayer(node, convolution, pooling));
      }
    }
    return layers;
  }

  private static boolean isRectified(Node node, Convolution convolution) {
    Shape in = node.inputs().get(0).shape();
    return Relu.isRectifier(convolution.activation())
        && convolution.windows().size() == 2
        && in.rank() == 4
        && in.dim(0) == 1
        && in.canonicalAxis(convolution.axis()) == CHANNELS;
  }

  /** Pooling sees each feature alone, so features may be joined with others on the way. */
  private static Optional<Pooling> maxPooling(
      Value value, Graph graph, Map<String, List<Node>> readers) {
    List<Node> found = readers.getOrDefault(value.name(), List.of());
    if (found.size() != 1 || graph.outputs().contains(value)) {
      return Optional.empty();
    }
    Node reader = found.get(0);
    if (reader.operation() instanceof Concat concat
        && value.shape().canonicalAxis(concat.axis()) == CHANNELS) {
      return maxPooling(reader.outputs().get(0), graph, readers);
    }
    return reader.operation() instanceof Pooling pooling
            && pooling.method() == Pooling.Method.MAX
            && !pooling.mask()
        ? Optional.of(pooling)
        : Optional.empty();
  }

  String name() {
    return node.name();
  }

  Shape in() {
    return node.inputs().get(0).shape();
  }

  Shape out() {
    return node.outputs().get(0).shape();
  }

  /** Output features. */
  int outputs() {
    return operation.outputs();
  }

  int outputsPerGroup() {
    return operation.outputs() / operation.group();
  }

  /** Input features of a group. */
  int features() {
    return in().dim(CHANNELS) / operation.group();
  }

  Window rows() {
    return operation.windows().get(0);
  }

  Window columns() {
    return operation.windows().get(1);
  }

  /** Products of an output. */
  int products() {
    return features() * rows().kernel() * columns().kernel();
  }

  /** One row of products for each output. */
  float[] weights() {
    return node.weights().get(0).values();
  }

  float[] bias() {
    return operation.bias() ? node.weights().get(1).values() : new float[outputs()];
  }

  int height() {
    return out().dim(2);
  }

  int width() {
    return out().dim(3);
  }

  /** Counts blocks of the layer's outputs. */
  BlockCounter counter(BlockShape shape) {
    return new BlockCounter(shape, outputs(), outputsPerGroup());
  }
}
