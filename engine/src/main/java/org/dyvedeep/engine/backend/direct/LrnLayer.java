package org.dyvedeep.engine.backend.direct;

import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.LrnShape;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.op.Lrn;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.Region;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.plan.Team;
import org.dyvedeep.engine.tensor.Shape;

/** Local response normalisation of both regions between blocked values. */
final class LrnLayer {
  /** Each element takes some operations: squares, sums, roots. */
  private static final long OPERATIONS_PER_ELEMENT = 8;

  /** A larger region than any network has would take more scratch than the value itself. */
  private static final int MOST_NEIGHBOURS = 1 << 10;

  private LrnLayer() {}

  static Optional<Offer> offer(Kernels kernels, Lrn op, Node node, int threads) {
    if (op.localSize() > MOST_NEIGHBOURS) {
      return Optional.empty();
    }
    Shape from = node.inputs().get(0).shape();
    return Optional.of(
        new UniformOffer(
            LayoutNeed.of(LayoutKind.BLOCKED),
            LayoutKind.BLOCKED,
            (in, out) -> {
              LrnShape shape =
                  new LrnShape(
                      op.region() == Lrn.Region.ACROSS_CHANNELS,
                      (BlockedLayout) in,
                      (BlockedLayout) out,
                      op.localSize(),
                      op.alpha(),
                      op.beta(),
                      op.k());
              long operations = from.size() * OPERATIONS_PER_ELEMENT;
              Split split = Split.of(from.dim(0), from.dim(2), 1, operations, threads);
              return new DirectNode(
                  "direct",
                  Math.multiplyExact(threads, shape.scratchFloats()),
                  memory -> bind(kernels, shape, split, memory));
            }));
  }

  private static Step bind(Kernels kernels, LrnShape shape, Split split, NodeMemory memory) {
    Region x = memory.input(0);
    Region y = memory.output(0);
    float[] scratch = memory.scratch();
    Team team = memory.team();
    Team.Task task =
        (part, worker) ->
            kernels.lrn(
                shape,
                x.array(),
                x.image(split.image(part)),
                y.array(),
                y.image(split.image(part)),
                split.fromRow(part),
                split.toRow(part),
                scratch,
                worker * shape.scratchFloats());
    return () -> team.run(task, split.parts());
  }
}
