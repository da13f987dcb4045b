package org.dyvedeep.knobs.fast;

import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.ConvolutionShape;
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
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.knobs.run.TerminationRules;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.StagedSpet;

/**
 * Offers to run a convolution with SPET in the layouts that the dense engine would run it in.
 *
 * @param dense the dense engine's offer, which is not taken up
 */
record TerminatedOffer(
    Offer dense,
    Kernels kernels,
    Node node,
    TerminationRule rule,
    ElementFunction function,
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

  /** An offer for a layer that can be run so; else the dense engine's is closed. */
  static Optional<Offer> of(
      Offer dense, Kernels kernels, Node node, LayerEffort effort, int threads) {
    StagedSpet spet = (StagedSpet) effort.spet().orElseThrow();
    Optional<ElementFunction> function = function(node);
    Optional<TerminationRule> rule =
        dense.output(0) == LayoutKind.BLOCKED && function.isPresent()
            ? TerminationRules.of(node, spet)
            : Optional.empty();
    if (rule.isEmpty()) {
      dense.close();
    }
    return rule.map(
        known -> new TerminatedOffer(dense, kernels, node, known, function.get(), threads));
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
    return dense.input(index);
  }

  @Override
  public LayoutKind output(int index) {
    return dense.output(index);
  }

  @Override
  public void close() {
    dense.close();
  }

  @Override
  public PreparedNode prepare(List<ActivationLayout> inputs, List<ActivationLayout> outputs) {
    dense.close();
    Shape input = node.inputs().get(0).shape();
    ActivationLayout in = SampledOffer.layout(inputs.get(0), input);
    Convolution layer = (Convolution) node.operation();
    TerminatedConvolution kernel =
        new TerminatedConvolution(
            kernels,
            SampledOffer.shape(layer, in, (BlockedLayout) outputs.get(0)),
            node.weights().get(0).values(),
            layer.bias() ? node.weights().get(1).values() : null,
            function,
            rule);
    return new TerminatedLayer(kernel, input.dim(0), threads);
  }
}
