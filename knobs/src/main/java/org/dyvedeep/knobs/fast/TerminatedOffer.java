package org.dyvedeep.knobs.fast;

import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.ElementFunction;
import org.dyvedeep.engine.kernel.ElementFunction.Kind;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.TerminatedConvolution;
import org.dyvedeep.engine.kernel.TerminationRule;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.knobs.run.TerminationRules;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.StagedSpet;

/**
 * Offers to run a convolution with SPET: from whatever channels its input lies in, to blocks.
 *
 * @param kind how the input is read
 */
record TerminatedOffer(
    Kernels kernels,
    Node node,
    TerminationRule rule,
    ElementFunction function,
    LayoutKind kind,
    int threads)
    implements Offer {
  /** Fewer positions would be computed with neighbours that have stopped. */
  private static final int LEAST_PIXELS = 4;

  /** Why SPET is not fast; empty if nothing is in the way but a layer that is no convolution. */
  static Optional<String> obstacle(LayerEffort effort) {
    if (effort.sdss().isPresent() || effort.sfma().isPresent()) {
      return Optional.of("spet is fast without sdss and sfma only");
    }
    if (effort.zis().isPresent() && effort.zis().get().epsilon() > 0) {
      return Optional.of("zis is fast with epsilon 0 only");
    }
    boolean blocks =
        effort.spet().orElseThrow() instanceof StagedSpet staged
            && staged.pixels() >= LEAST_PIXELS
            && staged.pixels() <= TerminatedConvolution.STRETCH;
    return blocks
        ? Optional.empty()
        : Optional.of("spet is fast with staged checks where pixels is 4 to 16 only");
  }

  /** An offer for a layer that can be run so. */
  static Optional<Offer> of(
      Kernels kernels, Node node, LayerEffort effort, LayoutKind producer, int threads) {
    LayoutKind kind = producer == LayoutKind.BLOCKED ? producer : LayoutKind.PLANAR;
    return function(node)
        .flatMap(
            function ->
                TerminationRules.of(node, (StagedSpet) effort.spet().orElseThrow())
                    .map(
                        rule -> new TerminatedOffer(kernels, node, rule, function, kind, threads)));
  }

  private static Optional<ElementFunction> function(Node node) {
    boolean maps =
        node.operation() instanceof Convolution layer
            && layer.windows().size() == 2
            && node.inputs().get(0).shape().rank() == 4;
    return maps ? function(((Convolution) node.operation()).activation()) : Optional.empty();
  }

  private static Optional<ElementFunction> function(Activation activation) {
    Kind kind = null;
    if (Relu.isRectifier(activation)) {
      kind = Kind.RECTIFIER;
    } else if (activation instanceof Sigmoid) {
      kind = Kind.SIGMOID;
    } else if (activation instanceof Tanh) {
      kind = Kind.TANH;
    }
    return Optional.ofNullable(kind).map(known -> new ElementFunction(known, 0, 0));
  }

  @Override
  public LayoutNeed input(int index) {
    List<Window> windows = ((Convolution) node.operation()).windows();
    return new LayoutNeed(kind, windows.get(0).pad(), windows.get(1).pad());
  }

  @Override
  public LayoutKind output(int index) {
    return LayoutKind.BLOCKED;
  }

  @Override
  public PreparedNode prepare(List<ActivationLayout> inputs, List<ActivationLayout> outputs) {
    Convolution layer = (Convolution) node.operation();
    ActivationLayout in = SampledOffer.layout(inputs.get(0), node.inputs().get(0).shape());
    TerminatedConvolution kernel =
        new TerminatedConvolution(
            kernels,
            SampledOffer.shape(layer, in, (BlockedLayout) outputs.get(0)),
            node.weights().get(0).values(),
            layer.bias() ? node.weights().get(1).values() : null,
            function,
            rule);
    return new TerminatedLayer(kernel, node.inputs().get(0).shape().dim(0), threads);
  }
}
