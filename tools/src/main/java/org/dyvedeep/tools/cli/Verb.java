package org.dyvedeep.tools.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.Callable;
import org.dyvedeep.tools.report.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all verbs share: the report goes to standard output, everything else to standard error. */
@Command(
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    usageHelpAutoWidth = true)
abstract class Verb implements Callable<Integer> {
  /** How a report is printed. */
  enum Format {
    TEXT,
    JSON
  }

  /** A result that can be shown to a person; its JSON form follows from its components. */
  interface Report {
    /** The report as lines of text. */
    String text();

    /** Whether a check that was asked for came out well; if not, the exit status is 1. */
    default boolean passed() {
      return true;
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "text|json",
      description = "Form of the report. With json, standard output is one JSON object.")
  private Format format;

  @Option(names = "--quiet", description = "No progress and no remarks on standard error.")
  private boolean quiet;

  /** Does the work and gives what is to be printed. */
  abstract Report execute() throws Exception;

  @Override
  public final Integer call() throws Exception {
    Report report = result();
    PrintWriter out = spec.commandLine().getOut();
    out.println(format == Format.JSON ? json(report) : report.text().stripTrailing());
    out.flush();
    return report.passed() ? 0 : 1;
  }

  /** Does what is left to do after the report, or an error, was printed. */
  void ended() {
    // Most verbs have nothing to do.
  }

  private Report result() throws Exception {
    try {
      return execute();
    } catch (OutOfMemoryError e) {
      throw new UsageException(
          "there is not enough memory (%s; the heap may take %,d MB): lower --batch or --input, or raise the limit with DYVEDEEP_JAVA_OPTS=-Xmx8g"
              .formatted(e.getMessage(), Runtime.getRuntime().maxMemory() >> 20));
    } catch (LinkageError e) {
      // The JVM's own status for errors is 1, which means that a check failed.
      throw new IllegalStateException("a class or native library is missing or broken", e);
    }
  }

  /** Says something to the person, beside the report. */
  void remark(String sentence) {
    if (!quiet) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(sentence);
      err.flush();
    }
  }

  /** Where verbs that this one runs say things beside their reports; nowhere where it is quiet. */
  PrintWriter commentary() {
    return quiet ? new PrintWriter(Writer.nullWriter()) : spec.commandLine().getErr();
  }

  /** Does work; a person who interrupts it is told the sentence. */
  void interruptible(String sentence, Interruption.Work work) throws IOException {
    Interruption.tell(spec.commandLine().getErr(), sentence, work);
  }

  /** Shows how far work has come; silent where remarks are. */
  Progress progress(String task, String unit, long total) {
    return quiet ? Progress.silent() : Progress.on(spec.commandLine().getErr(), task, unit, total);
  }

  private static String json(Report report) throws JsonProcessingException {
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }
}
