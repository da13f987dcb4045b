package org.dyvedeep.engine.backend.direct;

import java.util.Optional;
import org.dyvedeep.engine.kernel.ElementFunction;
import org.dyvedeep.engine.kernel.ElementFunction.Kind;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.op.AbsVal;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Clip;
import org.dyvedeep.engine.op.Elu;
import org.dyvedeep.engine.op.Power;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Swish;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.Region;
import org.dyvedeep.engine.plan.Step;

/** Activations that were not fused, in whatever layout their input has. */
final class ActivationLayer {
  private final Kernels kernels;
  private final ElementFunction function;
  private final boolean blocked;
  private final int threads;

  private ActivationLayer(Kernels kernels, ElementFunction function, boolean blocked, int threads) {
    this.kernels = kernels;
    this.function = function;
    this.blocked = blocked;
    this.threads = threads;
  }

  /** Offers to run those that networks often have; the others are left to the reference. */
  static Optional<Offer> offer(Kernels kernels, Activation op, LayoutKind kind, int threads) {
    return function(op)
        .map(
            function -> {
              boolean blocked = kind == LayoutKind.BLOCKED;
              ActivationLayer layer = new ActivationLayer(kernels, function, blocked, threads);
              DirectNode prepared = new DirectNode("direct", layer::bind);
              return new UniformOffer(LayoutNeed.of(kind), kind, (in, out) -> prepared);
            });
  }

  private static Optional<ElementFunction> function(Activation op) {
    ElementFunction function = null;
    if (op instanceof Relu relu) {
      function = new ElementFunction(Kind.RECTIFIER, relu.negativeSlope(), 0);
    } else if (op instanceof Sigmoid) {
      function = new ElementFunction(Kind.SIGMOID, 0, 0);
    } else if (op instanceof Tanh) {
      function = new ElementFunction(Kind.TANH, 0, 0);
    } else if (op instanceof Elu elu) {
      function = new ElementFunction(Kind.ELU, elu.alpha(), 0);
    } else if (op instanceof Swish swish) {
      function = new ElementFunction(Kind.SWISH, swish.beta(), 0);
    } else if (op instanceof Clip clip) {
      function = new ElementFunction(Kind.CLIP, clip.min(), clip.max());
    } else if (op instanceof AbsVal) {
      function = new ElementFunction(Kind.MAGNITUDE, 0, 0);
    } else if (op instanceof Power power && power.power() == 1 && power.scale() != 0) {
      function = new ElementFunction(Kind.LINE, power.scale(), power.shift());
    }
    return Optional.ofNullable(function);
  }

  private Step bind(NodeMemory memory) {
    Runs x = Runs.input(memory, 0, blocked);
    Runs y = Runs.output(memory, blocked);
    int padding = blocked && function.of(0) != 0 ? paddingFrom(memory.output(0)) : 0;
    return Runs.step(
        memory.team(),
        y,
        threads,
        run -> {
          kernels.apply(function, x.array(), x.start(run), y.array(), y.start(run), y.length());
          if (padding > 0 && y.inLastBlock(run)) {
            clear(y, run, padding);
          }
        });
  }

  /** The first channel of the last block that the value does not have; 0 if it has all. */
  private static int paddingFrom(Region region) {
    return region.layout().channels() % BlockedLayout.BLOCK;
  }

  /** Readers rely on zeros in the channels that complete a block. */
  private static void clear(Runs y, int run, int padding) {
    int end = y.start(run) + y.length();
    for (int pixel = y.start(run); pixel < end; pixel += BlockedLayout.BLOCK) {
      for (int i = pixel + padding; i < pixel + BlockedLayout.BLOCK; i++) {
        y.array()[i] = 0;
      }
    }
  }
}
