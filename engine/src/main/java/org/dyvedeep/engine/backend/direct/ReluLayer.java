package org.dyvedeep.engine.backend.direct;

import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.Step;

/** ReLU that was not fused, in whatever layout its input has. */
final class ReluLayer {
  private ReluLayer() {}

  static Offer offer(Kernels kernels, Relu op, LayoutKind kind) {
    boolean blocked = kind == LayoutKind.BLOCKED;
    DirectNode prepared =
        new DirectNode("direct", memory -> bind(kernels, op.negativeSlope(), blocked, memory));
    return new UniformOffer(LayoutNeed.of(kind), kind, (in, out) -> prepared);
  }

  private static Step bind(Kernels kernels, float slope, boolean blocked, NodeMemory memory) {
    Runs x = Runs.input(memory, 0, blocked);
    Runs y = Runs.output(memory, blocked);
    return () -> {
      for (int run = 0; run < x.count(); run++) {
        kernels.relu(x.array(), x.start(run), slope, y.array(), y.start(run), x.length());
      }
    };
  }
}
