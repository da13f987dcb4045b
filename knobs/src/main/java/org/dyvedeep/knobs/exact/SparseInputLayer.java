package org.dyvedeep.knobs.exact;

import java.util.Locale;
import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.SparseInputProduct;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.plan.Team;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * A fully-connected layer on one row of inputs that does not read the weights of those that are
 * zero. It is bound by reading weights, so this pays from the first zeros on; several rows would
 * share what is read, and have few zeros in common.
 */
final class SparseInputLayer implements PreparedNode {
  /** Below that many weights, handing a part over takes as long as doing it. */
  private static final int LEAST_WEIGHTS_A_PART = 200_000;

  private final SparseInputProduct kernel;
  private final int parts;

  private SparseInputLayer(SparseInputProduct kernel, int parts) {
    this.kernel = kernel;
    this.parts = parts;
  }

  /** Packs the weights of a layer that this is for. */
  static Optional<PreparedNode> prepare(Kernels kernels, Node node, PlanOptions options) {
    if (!(node.operation() instanceof InnerProduct layer) || layer.transpose()) {
      return Optional.empty();
    }
    Shape input = node.inputs().get(0).shape();
    boolean oneRow = layer.rows(input) == 1;
    if (!oneRow || !runs(layer.activation())) {
      return Optional.empty();
    }
    float[] weights = node.weights().get(0).values();
    SparseInputProduct kernel =
        new SparseInputProduct(
            kernels,
            layer.outputs(),
            weights.length / layer.outputs(),
            weights,
            layer.bias() ? node.weights().get(1).values() : null,
            Relu.isRectifier(layer.activation()));
    int parts = Math.min(options.threads(), weights.length / LEAST_WEIGHTS_A_PART);
    return Optional.of(new SparseInputLayer(kernel, Math.max(1, Math.min(parts, layer.outputs()))));
  }

  /** Whether the kernels take an activation in. */
  static boolean runs(Activation activation) {
    return Relu.isRectifier(activation) || activation instanceof Identity;
  }

  @Override
  public String operator() {
    return "exact-dynamic: zero inputs skipped";
  }

  @Override
  public Step bind(NodeMemory memory) {
    Tensor x = memory.inputs()[0];
    Tensor y = memory.outputs()[0];
    Team team = memory.team();
    int[] rows = new int[kernel.inputs()];
    float[] factors = new float[kernel.inputs()];
    int[] count = new int[1];
    Team.Task task =
        (part, worker) ->
            kernel.run(
                rows, factors, count[0], y.array(), y.offset(), first(part), first(part + 1));
    return new Step() {
      @Override
      public void run() {
        count[0] = kernel.list(x.array(), x.offset(), rows, factors);
        team.run(task, parts);
      }

      @Override
      public String remark() {
        return inputShare(count[0], kernel.inputs());
      }
    };
  }

  /** What part of the inputs was read. */
  static String inputShare(int count, int inputs) {
    return String.format(Locale.ROOT, "%.1f%% of inputs", 100.0 * count / inputs);
  }

  private int first(int part) {
    return Team.begin(kernel.outputs(), part, parts);
  }
}
