package org.dyvedeep.engine.backend.direct;

import java.util.List;
import java.util.stream.IntStream;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.op.Eltwise;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.Step;

/** Element-wise combinations, in the layout that the first input has. */
final class EltwiseLayer {
  private final Kernels kernels;
  private final Eltwise operation;
  private final int threads;

  private EltwiseLayer(Kernels kernels, Eltwise operation, int threads) {
    this.kernels = kernels;
    this.operation = operation;
    this.threads = threads;
  }

  static Offer offer(Kernels kernels, Eltwise op, List<LayoutKind> inputs, int threads) {
    LayoutKind kind = inputs.get(0);
    EltwiseLayer layer = new EltwiseLayer(kernels, op, threads);
    boolean blocked = kind == LayoutKind.BLOCKED;
    DirectNode prepared =
        new DirectNode("direct", memory -> layer.bind(inputs.size(), blocked, memory));
    return new UniformOffer(LayoutNeed.of(kind), kind, (in, out) -> prepared);
  }

  private Step bind(int count, boolean blocked, NodeMemory memory) {
    Runs[] inputs =
        IntStream.range(0, count)
            .mapToObj(i -> Runs.input(memory, i, blocked))
            .toArray(Runs[]::new);
    Runs y = Runs.output(memory, blocked);
    return Runs.step(
        memory.team(),
        y,
        threads,
        run -> {
          combine(inputs[0], coefficient(0), inputs[1], coefficient(1), y, run);
          for (int i = 2; i < count; i++) {
            combine(y, 1, inputs[i], coefficient(i), y, run);
          }
        });
  }

  private float coefficient(int input) {
    return operation.coefficients().isEmpty() ? 1 : operation.coefficients().get(input);
  }

  private void combine(Runs a, float ca, Runs b, float cb, Runs y, int run) {
    float[] to = y.array();
    int at = y.start(run);
    int length = y.length();
    switch (operation.kind()) {
      case SUM ->
          kernels.sum(a.array(), a.start(run), ca, b.array(), b.start(run), cb, to, at, length);
      case PROD ->
          kernels.product(a.array(), a.start(run), b.array(), b.start(run), to, at, length);
      case MAX -> kernels.max(a.array(), a.start(run), b.array(), b.start(run), to, at, length);
    }
  }
}
