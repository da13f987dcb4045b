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
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.Zis;

/**
 * Runs layers with their effort knobs in less time than the dense engine takes, in front of back
 * end {@code exact-dynamic}:
 *
 * <pre>{@code
 * Graph graph = EffortGraph.of(imported);
 * ModelOptions options =
 *     ModelOptions.defaults()
 *         .backend("exact-dynamic")
 *         .provider(FastEffortProvider.of(plan.layers()));
 * Model model = Model.compile(graph, options);
 * }</pre>
 *
 * <p>So far these are convolutions with {@link Sdss} where all features decide together, unless the
 * dense layer is faster, with {@link StagedSpet} where 4 to 16 positions of a row decide together
 * or with {@link Sfma} on tiles, and fully-connected layers with exact {@link Zis}; {@link
 * #obstacle(Node, LayerEffort, PlanOptions)} says why others are not. Layers that it does not take
 * are left to the back end. Results are those of {@link org.dyvedeep.knobs.run.EffortProvider} up
 * to rounding, which may tip a decision that is that close.
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
      return FlatWindowOffer.obstacle(effort);
    }
    if (effort.zis().isPresent() && effort.zis().get().epsilon() > 0) {
      return Optional.of("zis is fast with epsilon 0 only");
    }
    return effort
        .sdss()
        .filter(sdss -> !sdss.allFeatures())
        .map(sdss -> "sdss is fast where allFeatures is true only");
  }

  /**
   * The same for one layer on a machine, where skipping may take longer than the dense layer.
   *
   * @param options how the network is run
   */
  public static Optional<String> obstacle(Node node, LayerEffort effort, PlanOptions options) {
    return obstacle(effort)
        .or(() -> inProducts(node, effort))
        .or(() -> effort.sdss().flatMap(sdss -> SamplingChoice.obstacle(node, sdss, options)));
  }

  /** What fully-connected layers do not know, and must not be taken for executed. */
  private static Optional<String> inProducts(Node node, LayerEffort effort) {
    boolean convolved = effort.spet().isPresent() || effort.sfma().isPresent();
    return convolved && !(node.operation() instanceof Convolution)
        ? Optional.of("spet and sfma are fast in convolutions only")
        : Optional.empty();
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
    if (effort.sfma().isPresent()) {
      return dense
          .offer(node, inputs, options)
          .flatMap(offer -> FlatWindowOffer.of(offer, kernels, node, effort, options.threads()));
    }
    if (effort.spet().isPresent()) {
      return TerminatedOffer.of(kernels, node, effort, inputs.get(0), options.threads())
          .or(() -> dense.offer(node, inputs, options));
    }
    Optional<Offer> offer = dense.offer(node, inputs, options);
    return offer.isEmpty() || effort.sdss().isEmpty()
        ? offer
        : Optional.of(sampled(offer.get(), node, effort.sdss().get(), options));
  }

  private Offer sampled(Offer offer, Node node, Sdss sdss, PlanOptions options) {
    if (offer.output(0) != LayoutKind.BLOCKED) {
      return offer;
    }
    return SamplingChoice.obstacle(node, sdss, options)
        .<Offer>map(why -> new RemarkedOffer(offer, why))
        .orElseGet(() -> new SampledOffer(offer, kernels, node, sdss, options.threads()));
  }

  static boolean isKnown(Activation activation) {
    return activation instanceof Identity || Relu.isRectifier(activation);
  }
}
