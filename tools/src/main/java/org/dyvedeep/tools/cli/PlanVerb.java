package org.dyvedeep.tools.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything about effort plans as files. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Shows effort plans, checks whether they fit a model, and starts new ones.",
    synopsisSubcommandLabel = "show|check|new",
    subcommands = {PlanShowVerb.class, PlanCheckVerb.class, PlanNewVerb.class})
final class PlanVerb implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do with a plan: " + String.join(", ", spec.subcommands().keySet()));
  }
}
