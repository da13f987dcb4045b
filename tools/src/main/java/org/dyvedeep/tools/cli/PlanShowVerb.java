package org.dyvedeep.tools.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.knobs.plan.EffortPlanFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a plan. */
@Command(
    name = "show",
    description = "Shows each layer's knobs, and how, on what and with what loss they were found.")
final class PlanShowVerb extends Verb {
  @Parameters(index = "0", paramLabel = "PLAN", description = "An effort plan, a JSON file.")
  private Path file;

  /** A plan as its file holds it; the text is for people. */
  record ShowReport(String path, JsonNode plan, String text) implements Report {}

  @Override
  Report execute() throws IOException {
    EffortPlan plan = EffortPlanFile.read(file);
    JsonNode json = new JsonMapper().readTree(EffortPlanFile.text(plan));
    return new ShowReport(file.toString(), json, PlanText.of(plan));
  }
}
