package org.dyvedeep.knobs.exact;

import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.SparseWeightProduct;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.plan.Team;
import org.dyvedeep.engine.tensor.CodebookWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * A fully-connected layer whose pruned weights stay compressed and meet only inputs that are not
 * zero, row by row.
 */
final class SparseWeightLayer implements PreparedNode {
  /** Of pruned weights no other way is as fast. */
  static final double PRUNED = 0.25;

  /**
   * Where more than this share of the weights is stored, even reading floats one after the other is
   * much faster than scattering products. Up to here what remains, layers that are small or without
   * a ReLU, takes so little time that the memory saved is worth the difference.
   */
  static final double HALF_PRUNED = 0.6;

  /** With more rows at a time, expanded weights that are read once for all of them are faster. */
  private static final int MOST_ROWS = 8;

  /** Below that many stored weights, handing a part over takes as long as doing it. */
  private static final int LEAST_WEIGHTS_A_PART = 50_000;

  private final SparseWeightProduct kernel;
  private final int rows;

  private SparseWeightLayer(SparseWeightProduct kernel, int rows) {
    this.kernel = kernel;
    this.rows = rows;
  }

  /**
   * Packs the weights of a layer that this is for.
   *
   * @param mostStored the greatest share of the weights that may be stored
   */
  static Optional<PreparedNode> prepare(Node node, PlanOptions options, double mostStored) {
    if (!(node.operation() instanceof InnerProduct layer)
        || layer.transpose()
        || !SparseInputLayer.runs(layer.activation())
        || !(node.weights().get(0) instanceof CodebookWeights weights)
        || !SparseWeightProduct.handles(weights)
        || weights.nonzeros() > mostStored * weights.shape().size()) {
      return Optional.empty();
    }
    Shape input = node.inputs().get(0).shape();
    int rows = layer.rows(input);
    if (rows > MOST_ROWS) {
      return Optional.empty();
    }
    int parts = Math.min(options.threads(), weights.nonzeros() / LEAST_WEIGHTS_A_PART);
    SparseWeightProduct kernel =
        new SparseWeightProduct(
            layer.outputs(),
            weights.shape().size() / layer.outputs(),
            weights,
            layer.bias() ? node.weights().get(1).values() : null,
            Relu.isRectifier(layer.activation()),
            Math.max(1, parts));
    return Optional.of(new SparseWeightLayer(kernel, rows));
  }

  @Override
  public String operator() {
    return "exact-dynamic: zero inputs and weights skipped";
  }

  @Override
  public Step bind(NodeMemory memory) {
    Tensor x = memory.inputs()[0];
    Tensor y = memory.outputs()[0];
    Team team = memory.team();
    SparseWeightProduct.Bound layer = kernel.bind();
    int[] row = new int[1];
    Team.Task task =
        (block, worker) ->
            layer.run(y.array(), y.offset() + row[0] * kernel.outputs(), block, block + 1);
    return new Step() {
      @Override
      public void run() {
        for (row[0] = 0; row[0] < rows; row[0]++) {
          layer.list(x.array(), x.offset() + row[0] * kernel.inputs());
          team.run(task, kernel.blocks());
        }
      }

      @Override
      public String remark() {
        return SparseInputLayer.inputShare(layer.nonzeroInputs(), kernel.inputs());
      }
    };
  }
}
