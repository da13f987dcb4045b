package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.function.Consumer;
import org.dyvedeep.tools.contest.Calibrator;
import org.dyvedeep.tools.model.CalibrationFile;
import org.dyvedeep.tools.worker.WorkerException;
import picocli.CommandLine.Option;

/**
 * The option of verbs that time kernels: these measure what kernels cost before all else, once a
 * machine.
 */
final class CalibrationOption {
  @Option(
      names = "--no-calibration",
      description =
          "Where the costs of kernels were not measured on this machine before, use the defaults"
              + " in place of measuring them now.")
  private boolean left;

  /** How a calibration is done. */
  @FunctionalInterface
  interface Measuring {
    /** Measures and keeps the costs. */
    void run() throws IOException;
  }

  /** Makes sure, unless that is not wanted, that costs are kept for this machine. */
  void prepare(Consumer<String> remark) throws IOException {
    prepare(CalibrationFile.standard(), Calibrator::run, remark);
  }

  void prepare(CalibrationFile file, Measuring measuring, Consumer<String> remark)
      throws IOException {
    if (file.read().isPresent()) {
      remark.accept("costs of kernels: calibrated on this machine");
      return;
    }
    String why = file.doubt().map(doubt -> "; " + file.path() + ": " + doubt).orElse("");
    if (left) {
      remark.accept("costs of kernels: defaults" + why);
      return;
    }
    remark.accept("costs of kernels: measuring them, once for this machine, in 3 to 15 s" + why);
    try {
      measuring.run();
    } catch (WorkerException e) {
      remark.accept("costs of kernels: defaults; " + e.getMessage());
    }
  }
}
