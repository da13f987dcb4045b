package org.dyvedeep.tools.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns words that are no command into one sentence and exit status 2. */
final class UsageReport implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(
        "dyvedeep: %s; see %s --help"
            .formatted(sentence(failure), command.getCommandSpec().qualifiedName()));
    err.flush();
    return ExitCode.USAGE;
  }

  private static String sentence(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      List<String> words = unmatched.getUnmatched();
      CommandLine command = failure.getCommandLine();
      return command.getParent() == null
          ? "there is no verb \"%s\"; the verbs are %s"
              .formatted(words.get(0), String.join(", ", command.getSubcommands().keySet()))
          : "nothing can be done with \"%s\"".formatted(String.join(" ", words));
    }
    return failure.getMessage().strip();
  }
}
