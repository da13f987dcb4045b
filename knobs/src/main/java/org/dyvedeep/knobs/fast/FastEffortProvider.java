package org.dyvedeep.knobs.fast;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.plan.Backend;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.OperatorProvider;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.knobs.exact.ExactDynamicBackend;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.Zis;

/**
 * Runs layers with their effort knobs in less time than the dense engine takes, in front of back
 * end {@code direct}:
 *
 * <pre>{@code
 * Graph graph = EffortGraph.of(imported);
 * ModelOptions options = ModelOptions.defaults().provider(FastEffortProvider.of(plan.layers()));
 * Model model = Model.compile(graph, options);
 * }</pre>
 *
 * <p>So far these are convolutions with {@link Sdss} where all features decide together, those with
 * {@link StagedSpet} where 4 to 16 positions of a row decide together, and fully-connected layers
 * with exact {@link Zis}; {@link #obstacle} says why others are not. Layers that it does not take
 * are left to the back end, and run dense. Results are those of {@link
 * org.dyvedeep.knobs.run.EffortProvider} up to rounding, which may tip a decision that is that
 * close.
 */
public final class FastEffortProvider implements OperatorProvider {
  private final Map<String, LayerEffort> efforts;
  private final Backend dense;
  private final Kernels kernels;

  private FastEffortProvider(Map<String, LayerEffort> efforts, Backend dense, Kernels kernels) {
    this.efforts = Map.copyOf(efforts);
    this.dense = dense;
    this.kernels = kernels;
  }

  /** Runs layers with knobs, by the layers' names. */
  public static FastEffortProvider of(Map<String, LayerEffort> efforts) {
    return new FastEffortProvider(efforts, new ExactDynamicBackend(), KernelLookup.best());
  }

  /** The same on other kernels; the dense engine's offers say which layouts layers want. */
  FastEffortProvider on(Backend other, Kernels others) {
    return new FastEffortProvider(efforts, other, others);
  }

  /**
   * Why a layer with some knobs is not run by fast kernels.
   *
   * @return a few words for users; empty if nothing is in the way
   */
  public static Optional<String> obstacle(LayerEffort effort) {
    if (effort.spet().isPresent()) {
      return TerminatedOffer.obstacle(effort);
    }
    if (effort.sfma().isPresent()) {
      return Optional.of("sfma has no fast kernel yet");
    }
    if (effort.zis().isPresent() && effort.zis().get().epsilon() > 0) {
      return Optional.of("zis is fast with epsilon 0 only");
    }
    return effort
        .sdss()
        .filter(sdss -> !sdss.allFeatures())
        .map(sdss -> "sdss is fast where allFeatures is true only");
  }

  @Override
  public Optional<PreparedNode> prepare(Node node, PlanOptions options) {
    return Optional.empty();
  }

  @Override
  public Optional<Offer> offer(Node node, List<LayoutKind> inputs, PlanOptions options) {
    LayerEffort effort = efforts.getOrDefault(node.name(), LayerEffort.none());
    if (effort.isNone() || obstacle(effort).isPresent()) {
      return Optional.empty();
    }
    if (effort.spet().isPresent()) {
      return TerminatedOffer.of(kernels, node, effort, inputs.get(0), options.threads())
          .or(() -> dense.offer(node, inputs, options));
    }
    return effort.sdss().isPresent()
        ? sampled(node, effort.sdss().get(), inputs, options)
        : dense.offer(node, inputs, options);
  }

  private Optional<Offer> sampled(
      Node node, Sdss sdss, List<LayoutKind> inputs, PlanOptions options) {
    boolean runs =
        node.operation() instanceof Convolution layer
            && layer.windows().size() == 2
            && node.inputs().get(0).shape().rank() == 4
            && isKnown(layer.activation());
    Optional<Offer> offer = runs ? dense.offer(node, inputs, options) : Optional.empty();
    if (offer.isEmpty() || offer.get().output(0) != LayoutKind.BLOCKED) {
      offer.ifPresent(Offer::close);
      return Optional.empty();
    }
    return Optional.of(new SampledOffer(offer.get(), kernels, node, sdss, options.threads()));
  }

  private static boolean isKnown(Activation activation) {
    return activation instanceof Identity || Relu.isRectifier(activation);
  }
}
