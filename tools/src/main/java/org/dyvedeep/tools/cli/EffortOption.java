package org.dyvedeep.tools.cli;

import java.io.IOException;
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
}
