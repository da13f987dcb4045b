package org.dyvedeep.tools.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
    name = "dyvedeep",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Imports Caffe models and runs them on the JVM.",
    subcommands = {
      InfoVerb.class,
      ClassifyVerb.class,
      EvalVerb.class,
      TimeVerb.class,
      CompareVerb.class,
      ConvertVerb.class,
      ParityVerb.class,
      PlanVerb.class,
      TuneVerb.class,
      BoundsVerb.class,
      FetchVerb.class,
      CalibrateVerb.class,
      ReproduceVerb.class
    },
    synopsisSubcommandLabel = "VERB",
    footerHeading = "%nExit status:%n",
    footer = {
      "  0   done",
      "  1   a check that was asked for failed",
      "  2   wrong usage or unreadable input",
      "  70  an error of the program itself"
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs a verb and exits with its status. */
  public static void main(String[] arguments) {
    CommandLine line = commandLine();
    int status = line.execute(arguments);
    // A stream keeps its errors for itself: a report that was lost must not look like a success.
    if (System.out.checkError()) {
      System.err.println(
          "dyvedeep: the report could not be written to standard output; is the disk full?");
      status = ErrorReport.UNREADABLE;
    }
    for (CommandLine each = line; each != null; each = subcommand(each)) {
      if (each.getCommand() instanceof Verb verb) {
        verb.ended();
      }
    }
    System.exit(status);
  }

  private static CommandLine subcommand(CommandLine line) {
    ParseResult parsed = line.getParseResult();
    return parsed != null && parsed.hasSubcommand()
        ? parsed.subcommand().commandSpec().commandLine()
        : null;
  }

  /** The command line, ready to execute; tests redirect its output. */
  static CommandLine commandLine() {
    return configured(new Main());
  }

  /** A command that reads words and reports errors as all verbs do. */
  static CommandLine configured(Object command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new UsageReport())
        .setExecutionExceptionHandler(new ErrorReport());
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "name a verb: " + String.join(", ", spec.subcommands().keySet()));
  }
}
