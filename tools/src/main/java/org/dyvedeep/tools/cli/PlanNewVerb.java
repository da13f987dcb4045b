package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.knobs.plan.EffortPlanFile;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Zis;
import org.dyvedeep.tools.model.EffortPlans;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a plan to be edited by hand. */
@Command(
    name = "new",
    description = {
      "Writes a plan that fits a model, with all its layers and all knobs off, to be edited by",
      "hand; docs/knobs.md lists the fields."
    })
final class PlanNewVerb extends Verb {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A built-in name or the path of a prototxt.")
  private String model;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "PLAN",
      description = "The file to write.")
  private Path output;

  @Option(names = "--zis", description = "With exact zero-input skipping in each layer.")
  private boolean zis;

  @Mixin private ImportOption importOption;

  /** What was written. */
  record NewReport(String plan, String model, String fingerprint, int layers) implements Report {
    @Override
    public String text() {
      return "wrote " + plan + ": " + layers + " layers of " + model;
    }
  }

  @Override
  Report execute() throws IOException {
    LoadedModel loaded = ModelLoader.standard().load(importOption.request(model, 1));
    LayerEffort effort = zis ? LayerEffort.none().with(Zis.exact()) : LayerEffort.none();
    EffortPlan plan = EffortPlans.uniform(loaded.imported().graph(), effort);
    EffortPlanFile.write(plan, output);
    return new NewReport(output.toString(), model, plan.weights(), plan.layers().size());
  }
}
