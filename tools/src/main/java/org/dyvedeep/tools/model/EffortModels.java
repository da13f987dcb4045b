package org.dyvedeep.tools.model;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.engine.plan.StepInfo;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.knobs.count.EffortMeter;
import org.dyvedeep.knobs.exact.ExactDynamicBackend;
import org.dyvedeep.knobs.fast.FastEffortProvider;
import org.dyvedeep.knobs.run.EffortGraph;
import org.dyvedeep.knobs.run.EffortProvider;
import org.dyvedeep.knobs.run.ProductOrders;
import org.dyvedeep.knobs.setting.LayerEffort;

/** Compiles networks with effort knobs; their scores are kept. */
public final class EffortModels {
  private EffortModels() {}

  /**
   * A network whose layers are run by the operators that define the knobs.
   *
   * @param layers knobs by layer; layers without have none
   * @param orders in which this network's weights were sorted before
   * @param meter counts what is spent, if somebody wants to know
   */
  public static Model counting(
      LoadedModel model,
      Map<String, LayerEffort> layers,
      ProductOrders orders,
      Optional<EffortMeter> meter)
      throws IOException {
    EffortProvider knobs = EffortProvider.of(layers).sharing(orders);
    EffortProvider provider = meter.map(knobs::metered).orElse(knobs);
    return Model.compile(
        graph(model),
        ModelOptions.defaults().backend("reference").keep(model.scoresBlob()).provider(provider));
  }

  /**
   * A network whose layers with knobs are run by fast kernels, as far as there are any. All other
   * layers are run by back end {@code exact-dynamic}, whose skipping changes no result.
   *
   * @param options threads and costs; their back end does not count
   */
  public static Model fast(LoadedModel model, Map<String, LayerEffort> layers, ModelOptions options)
      throws IOException {
    return Model.compile(
        graph(model),
        options
            .backend(new ExactDynamicBackend())
            .keep(model.scoresBlob())
            .provider(FastEffortProvider.of(layers)));
  }

  /** What runs each convolution and fully-connected layer of a model, by the layer's name. */
  public static Map<String, String> operators(Model model) {
    Map<String, String> operators = new LinkedHashMap<>();
    for (StepInfo step : model.steps()) {
      if (step.macs() > 0) {
        operators.put(step.layer(), step.operator());
      }
    }
    return operators;
  }

  private static Graph graph(LoadedModel model) throws IOException {
    return EffortGraph.of(model.imported().graph(), Set.of(model.scoresBlob()));
  }

  /**
   * Layers whose knobs {@link #fast} leaves off, since they have no fast kernels or would take
   * longer than the dense layer, and why: a few words for users.
   */
  public static SortedMap<String, String> obstacles(
      LoadedModel model, Map<String, LayerEffort> layers, ModelOptions dense) throws IOException {
    PlanOptions options = new PlanOptions(dense.threads(), dense.costs(), false);
    SortedMap<String, String> obstacles = new TreeMap<>();
    for (Node node : graph(model).nodes()) {
      LayerEffort effort = layers.getOrDefault(node.name(), LayerEffort.none());
      FastEffortProvider.obstacle(node, effort, options)
          .ifPresent(why -> obstacles.put(node.name(), why));
    }
    return obstacles;
  }

  /** The same as sentences. */
  public static List<String> leftOut(
      LoadedModel model, Map<String, LayerEffort> layers, ModelOptions dense) throws IOException {
    return sentences(obstacles(model, layers, dense));
  }

  /** {@link #obstacles} as sentences. */
  public static List<String> sentences(SortedMap<String, String> obstacles) {
    return obstacles.entrySet().stream()
        .map(layer -> layer.getKey() + " runs as in exact-dynamic: " + layer.getValue())
        .toList();
  }
}
