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
import org.dyvedeep.engine.tensor.CodebookWeights;
import org.dyvedeep.engine.tensor.Weights;

/**
 * A large fully-connected layer before a ReLU, on few rows of inputs: only those outputs are
 * computed that the leading bits of their weights do not prove zero, and zero inputs are skipped.
 */
final class PredictedLayer implements PreparedNode {
  /** Smaller layers stay in a cache and gain nothing from fewer bytes. */
  private static final int LEAST_WEIGHTS = 1 << 20;

  /**
   * Several rows could share floats that are read once, which is faster where proofs often fail.
   * Weights in a codebook would have to be expanded for that.
   */
  private static final int MOST_ROWS = 1;

  private static final int MOST_ROWS_FROM_CODES = 8;

  private final PredictedProduct kernel;
  private final int rows;
  private final int parts;

  private PredictedLayer(PredictedProduct kernel, int rows, int parts) {
    this.kernel = kernel;
    this.rows = rows;
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
    boolean codes = node.weights().get(0) instanceof CodebookWeights;
    int rows = layer.rows(node.inputs().get(0).shape());
    if (rows > (codes ? MOST_ROWS_FROM_CODES : MOST_ROWS)) {
      return Optional.empty();
    }
    float[] bias = layer.bias() ? node.weights().get(1).values() : null;
    return kernel(kernels, layer.outputs(), node.weights().get(0), bias)
        .map(
            kernel ->
                new PredictedLayer(kernel, rows, Math.min(options.threads(), kernel.blocks())));
  }

  /** Weights in a codebook are not expanded. */
  private static Optional<PredictedProduct> kernel(
      Kernels kernels, int outputs, Weights weights, float[] bias) {
    int inputs = weights.shape().size() / outputs;
    if (weights instanceof CodebookWeights codes) {
      return PredictedProduct.handles(outputs, inputs, codes)
          ? Optional.of(new PredictedProduct(kernels, outputs, inputs, codes, bias))
          : Optional.empty();
    }
    float[] values = weights.values();
    return PredictedProduct.handles(outputs, inputs, values)
        ? Optional.of(new PredictedProduct(kernels, outputs, inputs, values, bias))
        : Optional.empty();
  }

  @Override
  public String operator() {
    return "exact-dynamic: zero inputs and proven zeros skipped";
  }

  @Override
  public Step bind(NodeMemory memory) {
    return new PredictedStep(kernel, rows, parts, memory);
  }
}
