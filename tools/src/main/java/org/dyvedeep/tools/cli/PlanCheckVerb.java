package org.dyvedeep.tools.cli;

import java.io.IOException;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.tools.model.EffortPlans;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.WeightsUsed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks a plan against a model; what does not fit is an error. */
@Command(
    name = "check",
    description = {
      "Checks that an effort plan is complete, and that it was made for a model's layers and",
      "weights."
    })
final class PlanCheckVerb extends Verb {
  @Parameters(index = "0", paramLabel = "PLAN", description = "An effort plan, a JSON file.")
  private String plan;

  @Parameters(
      index = "1",
      paramLabel = "MODEL",
      description = "A built-in name or the path of a prototxt.")
  private String model;

  @Mixin private ImportOption importOption;

  /** That a plan fits, and how many of the model's layers have knobs. */
  record CheckReport(
      String plan, String model, WeightsUsed weights, String fingerprint, long layersWithKnobs)
      implements Report {
    @Override
    public String text() {
      return "%s fits %s, weights: %s; %d layers have knobs"
          .formatted(plan, model, weights.describe(), layersWithKnobs);
    }
  }

  @Override
  Report execute() throws IOException {
    LoadedModel loaded = ModelLoader.standard().load(importOption.request(model, 1));
    EffortPlans.Named named = EffortPlans.load(plan, loaded);
    EffortPlan checked = named.plan();
    long withKnobs = checked.layers().values().stream().filter(effort -> !effort.isNone()).count();
    return new CheckReport(named.origin(), model, loaded.weights(), checked.weights(), withKnobs);
  }
}
