package org.dyvedeep.knobs.run;

import java.util.Map;
import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.plan.OperatorProvider;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.knobs.count.EffortMeter;
import org.dyvedeep.knobs.setting.LayerEffort;

/**
 * Runs layers with their effort knobs. Takes convolutions over two spatial axes and fully-connected
 * layers: those that have an effort and, when metered, all of them. The rest is left to the back
 * end.
 *
 * <pre>{@code
 * Graph graph = EffortGraph.of(imported);
 * EffortMeter meter = new EffortMeter();
 * EffortProvider effort = EffortProvider.of(Map.of("conv1", knobs)).metered(meter);
 * Model model = Model.compile(graph, ModelOptions.defaults().backend("reference").provider(effort));
 * }</pre>
 *
 * <p>With all knobs off, results are bitwise those of the reference operators (for finite weights).
 * One run uses one thread; open several sessions for more.
 */
public final class EffortProvider implements OperatorProvider {
  private final Map<String, LayerEffort> efforts;
  private final Optional<EffortMeter> meter;
  private final ProductOrders orders;

  private EffortProvider(
      Map<String, LayerEffort> efforts, Optional<EffortMeter> meter, ProductOrders orders) {
    this.efforts = Map.copyOf(efforts);
    this.meter = meter;
    this.orders = orders;
  }

  /** Runs layers with knobs, by the layers' names; does not count. */
  public static EffortProvider of(Map<String, LayerEffort> efforts) {
    return new EffortProvider(efforts, Optional.empty(), new ProductOrders());
  }

  /** The same, counting the operations of all convolutions and fully-connected layers. */
  public EffortProvider metered(EffortMeter into) {
    return new EffortProvider(efforts, Optional.of(into), orders);
  }

  /** The same with orders of products that other providers for the same network may know. */
  public EffortProvider sharing(ProductOrders known) {
    return new EffortProvider(efforts, meter, known);
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.dyvedeep.knobs.setting.InvalidSettingException if a layer's knobs do not fit it
   */
  @Override
  public Optional<PreparedNode> prepare(Node node, PlanOptions options) {
    LayerEffort effort = efforts.getOrDefault(node.name(), LayerEffort.none());
    LayerRules.require(node, effort);
    if (effort.isNone() && meter.isEmpty()) {
      return Optional.empty();
    }
    return LayerShape.of(node).map(shape -> new EffortLayer(node, shape, effort, meter, orders));
  }
}
