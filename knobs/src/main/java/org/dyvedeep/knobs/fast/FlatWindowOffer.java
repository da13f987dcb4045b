package org.dyvedeep.knobs.fast;

import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.FlatWindowConvolution;
import org.dyvedeep.engine.kernel.FlatWindowConvolution.Rule;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sfma;

/**
 * Offers to run a convolution with SFMA, and with exact ZIS if that is on, in the layouts that the
 * dense engine would run it in.
 *
 * @param dense the dense engine's offer, which is not taken up
 */
record FlatWindowOffer(
    Offer dense, Kernels kernels, Node node, Sfma sfma, boolean skipsZeros, int threads)
    implements Offer {
  /** Smaller tiles would leave more than half of the kernel's registers empty. */
  private static final int LEAST_TILE = 3;

  /** Why SFMA is not fast; empty if nothing is in the way but a layer that is no convolution. */
  static Optional<String> obstacle(LayerEffort effort) {
    if (effort.sdss().isPresent() || effort.spet().isPresent()) {
      return Optional.of("sfma is fast without spet and sdss only");
    }
    if (effort.zis().isPresent() && effort.zis().get().epsilon() > 0) {
      return Optional.of("zis is fast with epsilon 0 only");
    }
    Sfma sfma = effort.sfma().orElseThrow();
    return (long) sfma.tileHeight() * sfma.tileWidth() >= LEAST_TILE
        ? Optional.empty()
        : Optional.of("sfma is fast on tiles of " + LEAST_TILE + " positions or more only");
  }

  /** An offer for a layer that can be run so; else the dense engine's is closed. */
  static Optional<Offer> of(
      Offer dense, Kernels kernels, Node node, LayerEffort effort, int threads) {
    boolean runs =
        node.operation() instanceof Convolution layer
            && layer.windows().size() == 2
            && node.inputs().get(0).shape().rank() == 4
            && FastEffortProvider.isKnown(layer.activation())
            && dense.output(0) == LayoutKind.BLOCKED;
    if (!runs) {
      dense.close();
      return Optional.empty();
    }
    Sfma sfma = effort.sfma().orElseThrow();
    boolean zeros = effort.zis().isPresent();
    return Optional.of(new FlatWindowOffer(dense, kernels, node, sfma, zeros, threads));
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
    Convolution layer = (Convolution) node.operation();
    ActivationLayout in = SampledOffer.layout(inputs.get(0), input);
    Rule rule =
        new Rule(
            sfma.criterion() == Sfma.Criterion.VARIANCE,
            sfma.maxWindowSpread(),
            sfma.tileHeight(),
            sfma.tileWidth());
    FlatWindowConvolution kernel =
        new FlatWindowConvolution(
            kernels,
            SampledOffer.shape(layer, in, (BlockedLayout) outputs.get(0)),
            node.weights().get(0).values(),
            layer.bias() ? node.weights().get(1).values() : null,
            Relu.isRectifier(layer.activation()),
            rule,
            skipsZeros);
    String operator = skipsZeros ? "tuned-dynamic: SFMA, ZIS" : "tuned-dynamic: SFMA";
    return new FlatWindowLayer(operator, kernel, input.dim(0), threads);
  }
}
