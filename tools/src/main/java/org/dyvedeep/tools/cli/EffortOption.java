package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.knobs.count.EffortMeter;
import org.dyvedeep.knobs.fast.FastEffortProvider;
import org.dyvedeep.knobs.run.EffortGraph;
import org.dyvedeep.knobs.run.EffortProvider;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.tools.model.EffortPlans;
import org.dyvedeep.tools.model.LoadedModel;
import picocli.CommandLine.Option;

/** The option that gives a model an effort plan. */
final class EffortOption {
  @Option(
      names = "--effort",
      paramLabel = "PLAN",
      description = {
        "Run with an effort plan: a file; auto, neuron or block for the plan shipped with a"
            + " built-in model; zis for exact zero-input skipping alone; none for no knob. The"
            + " operators that define the knobs run it: they count, and are slow."
      })
  private String plan;

  /** Whether a plan was asked for. */
  boolean given() {
    return plan != null;
  }

  /** The plan that was asked for. */
  EffortPlans.Named load(LoadedModel model) throws IOException {
    return EffortPlans.load(plan, model);
  }

  /** Compiles a model with knobs; layers without are run by the operators that define them. */
  static Model compile(
      LoadedModel model, Map<String, LayerEffort> layers, Optional<EffortMeter> meter)
      throws IOException {
    EffortProvider knobs = EffortProvider.of(layers);
    EffortProvider provider = meter.map(knobs::metered).orElse(knobs);
    Graph graph = EffortGraph.of(model.imported().graph(), Set.of(model.scoresBlob()));
    return Model.compile(
        graph,
        ModelOptions.defaults().backend("reference").keep(model.scoresBlob()).provider(provider));
  }

  /** Compiles a model whose layers with knobs are run by fast kernels, as far as there are any. */
  static Model compileFast(LoadedModel model, Map<String, LayerEffort> layers, ModelOptions dense)
      throws IOException {
    Graph graph = EffortGraph.of(model.imported().graph(), Set.of(model.scoresBlob()));
    return Model.compile(
        graph, dense.keep(model.scoresBlob()).provider(FastEffortProvider.of(layers)));
  }

  /** Layers whose knobs have no fast kernels, and why: sentences for users. */
  static List<String> leftOut(Map<String, LayerEffort> layers) {
    return layers.entrySet().stream()
        .flatMap(
            layer ->
                FastEffortProvider.obstacle(layer.getValue()).stream()
                    .map(why -> layer.getKey() + " runs dense: " + why))
        .sorted()
        .toList();
  }
}
