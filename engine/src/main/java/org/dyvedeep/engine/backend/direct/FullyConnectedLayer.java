package org.dyvedeep.engine.backend.direct;

import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.BatchedFullyConnected;
import org.dyvedeep.engine.kernel.FullyConnected;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.plan.Team;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * Fully-connected layers, on plain rows: the weights are used as the model holds them. A few images
 * are dot products, bound by reading the weights; more are a product of matrices.
 */
final class FullyConnectedLayer {
  /** The kernel takes that many rows of weights at a time. */
  private static final int ROWS_AT_A_TIME = 4;

  private FullyConnectedLayer() {}

  static Optional<Offer> offer(Kernels kernels, InnerProduct op, Node node, int threads) {
    boolean relu = Relu.isRectifier(op.activation());
    if (!relu && !(op.activation() instanceof Identity)) {
      return Optional.empty();
    }
    Shape input = node.inputs().get(0).shape();
    float[] weights = node.weights().get(0).values();
    float[] rows = op.transpose() ? transposed(weights, op.outputs()) : weights;
    return Optional.of(offer(kernels, op.outputs(), op.rows(input), node, rows, relu, threads));
  }

  /** A layer whose weights are rows of as many inputs as an item of the batch has. */
  static Offer offer(
      Kernels kernels, int outputs, int batch, Node node, boolean relu, int threads) {
    float[] weights = node.weights().get(0).values();
    return offer(kernels, outputs, batch, node, weights, relu, threads);
  }

  private static Offer offer(
      Kernels kernels,
      int outputs,
      int batch,
      Node node,
      float[] weights,
      boolean relu,
      int threads) {
    float[] bias = node.weights().size() == 2 ? node.weights().get(1).values() : null;
    int inputs = weights.length / outputs;
    if (batch >= BatchedFullyConnected.LEAST_BATCH) {
      DirectNode prepared =
          batched(
              new BatchedFullyConnected(kernels, outputs, inputs, batch, weights, bias, relu),
              (long) batch * weights.length,
              threads);
      return new UniformOffer(LayoutNeed.plain(), LayoutKind.PLAIN, (in, out) -> prepared);
    }
    FullyConnected kernel = new FullyConnected(kernels, outputs, inputs, weights, bias, relu);
    int units = (outputs + ROWS_AT_A_TIME - 1) / ROWS_AT_A_TIME;
    Split split = Split.of(1, units, 1, (long) batch * weights.length, threads);
    DirectNode prepared =
        new DirectNode("direct: dot products", memory -> bind(kernel, batch, split, memory));
    return new UniformOffer(LayoutNeed.plain(), LayoutKind.PLAIN, (in, out) -> prepared);
  }

  private static DirectNode batched(BatchedFullyConnected kernel, long macs, int threads) {
    Split packing = Split.of(1, kernel.inputs(), 1, kernel.packedFloats(), threads);
    Split split = Split.of(1, kernel.panels(), 1, macs, threads);
    long floats = kernel.packedFloats() + (long) threads * kernel.scratchFloats();
    return new DirectNode(
        "direct: batch", Math.toIntExact(floats), memory -> bind(kernel, packing, split, memory));
  }

  private static Step bind(
      BatchedFullyConnected kernel, Split packing, Split split, NodeMemory memory) {
    Tensor x = memory.inputs()[0];
    Tensor y = memory.outputs()[0];
    float[] scratch = memory.scratch();
    BatchedFullyConnected.Bound layer = kernel.bind(scratch, 0);
    Team team = memory.team();
    Team.Task pack =
        (part, worker) ->
            layer.pack(x.array(), x.offset(), packing.fromRow(part), packing.toRow(part));
    Team.Task multiply =
        (part, worker) ->
            layer.run(
                y.array(),
                y.offset(),
                split.fromRow(part),
                split.toRow(part),
                scratch,
                kernel.packedFloats() + worker * kernel.scratchFloats());
    return () -> {
      team.run(pack, packing.parts());
      team.run(multiply, split.parts());
    };
  }

  private static float[] transposed(float[] weights, int outputs) {
    int inputs = weights.length / outputs;
    float[] rows = new float[weights.length];
    for (int k = 0; k < inputs; k++) {
      for (int o = 0; o < outputs; o++) {
        rows[o * inputs + k] = weights[k * outputs + o];
      }
    }
    return rows;
  }

  private static Step bind(FullyConnected kernel, int batch, Split split, NodeMemory memory) {
    Tensor x = memory.inputs()[0];
    Tensor y = memory.outputs()[0];
    Team team = memory.team();
    Team.Task task =
        (part, worker) ->
            kernel.run(
                x.array(),
                x.offset(),
                y.array(),
                y.offset(),
                batch,
                split.fromRow(part) * ROWS_AT_A_TIME,
                Math.min(kernel.outputs(), split.toRow(part) * ROWS_AT_A_TIME));
    return () -> team.run(task, split.parts());
  }
}
