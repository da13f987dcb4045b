package org.dyvedeep.engine.backend.direct;

import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.PoolingShape;
import org.dyvedeep.engine.kernel.WindowSpans;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.Region;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.plan.Team;
import org.dyvedeep.engine.tensor.Shape;

/** Pooling by maximum or average, without a mask, between blocked values. */
final class PoolingLayer {
  private PoolingLayer() {}

  static Optional<Offer> offer(Kernels kernels, Pooling op, Node node, int threads) {
    if (op.method() == Pooling.Method.STOCHASTIC || op.mask()) {
      return Optional.empty();
    }
    Shape from = node.inputs().get(0).shape();
    Shape to = node.outputs().get(0).shape();
    WindowSpans rows = spans(op.heightFor(from), from.dim(2), to.dim(2));
    WindowSpans columns = spans(op.widthFor(from), from.dim(3), to.dim(3));
    boolean max = op.method() == Pooling.Method.MAX;
    return Optional.of(
        new UniformOffer(
            LayoutNeed.of(LayoutKind.BLOCKED),
            LayoutKind.BLOCKED,
            (in, out) -> {
              PoolingShape shape =
                  new PoolingShape(max, (BlockedLayout) in, (BlockedLayout) out, rows, columns);
              int blocks = shape.out().blocks();
              Split split = Split.of(from.dim(0), to.dim(2), blocks, from.size(), threads);
              return new DirectNode(
                  max ? "direct: max" : "direct: average",
                  Math.multiplyExact(threads, shape.scratchFloats()),
                  memory -> bind(kernels, shape, split, memory));
            }));
  }

  private static WindowSpans spans(Window window, int input, int outputs) {
    return WindowSpans.of(input, outputs, window.kernel(), window.stride(), window.pad());
  }

  private static Step bind(Kernels kernels, PoolingShape shape, Split split, NodeMemory memory) {
    Region x = memory.input(0);
    Region y = memory.output(0);
    float[] scratch = memory.scratch();
    Team team = memory.team();
    Team.Task task =
        (part, worker) ->
            kernels.pool(
                shape,
                x.array(),
                x.image(split.image(part)),
                y.array(),
                y.image(split.image(part)),
                split.fromColumn(part),
                split.toColumn(part),
                split.fromRow(part),
                split.toRow(part),
                scratch,
                worker * shape.scratchFloats());
    return () -> team.run(task, split.parts());
  }
}
