package org.dyvedeep.knobs.exact;

import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.PredictedProduct;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.tensor.Shape;

/**
 * A large fully-connected layer before a ReLU, on one row of inputs: only those outputs are
 * computed that the leading bits of their weights do not prove zero, and zero inputs are skipped.
 */
final class PredictedLayer implements PreparedNode {
  /** Smaller layers stay in a cache and gain nothing from fewer bytes. */
  private static final int LEAST_WEIGHTS = 1 << 20;

  private final PredictedProduct kernel;
  private final int parts;

  private PredictedLayer(PredictedProduct kernel, int parts) {
    this.kernel = kernel;
    this.parts = parts;
  }

  /** Splits the weights of a layer that this is for. */
  static Optional<PreparedNode> prepare(Kernels kernels, Node node, PlanOptions options) {
    if (!(node.operation() instanceof InnerProduct layer)
        || layer.transpose()
        || !Relu.isRectifier(layer.activation())
        || node.weights().get(0).shape().size() < LEAST_WEIGHTS) {
      return Optional.empty();
    }
    Shape input = node.inputs().get(0).shape();
    if (layer.rows(input) != 1) {
      return Optional.empty();
    }
    float[] weights = node.weights().get(0).values();
    int inputs = weights.length / layer.outputs();
    if (!PredictedProduct.handles(layer.outputs(), inputs, weights)) {
      return Optional.empty();
    }
    float[] bias = layer.bias() ? node.weights().get(1).values() : null;
    PredictedProduct kernel = new PredictedProduct(kernels, layer.outputs(), inputs, weights, bias);
    return Optional.of(new PredictedLayer(kernel, Math.min(options.threads(), kernel.blocks())));
  }

  @Override
  public String operator() {
    return "exact-dynamic: zero inputs and proven zeros skipped";
  }

  @Override
  public Step bind(NodeMemory memory) {
    return new PredictedStep(kernel, parts, memory);
  }
}
