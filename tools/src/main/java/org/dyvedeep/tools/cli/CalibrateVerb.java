package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;
import org.dyvedeep.engine.backend.direct.Calibration;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.dyvedeep.engine.plan.CostModel;
import org.dyvedeep.tools.model.CalibrationFile;
import picocli.CommandLine.Command;

/** Measures what kernels cost on this machine. */
@Command(
    name = "calibrate",
    description = {
      "Measures on this machine what back end direct chooses its kernels by; takes 3 to 15 s.",
      "Verbs time, reproduce and tune --objective time do it by themselves, once a machine.",
      "The numbers are kept as kernel-costs.json in the cache folder (DYVEDEEP_CACHE, else dyvedeep"
          + " in the user's cache folder) and used by all verbs on this processor and JVM; delete"
          + " the file to return to the defaults."
    })
final class CalibrateVerb extends Verb {
  /** What was measured and where it is kept. */
  record CalibrationReport(String file, String kernels, CostModel costs) implements Report {
    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          """
          kernels: %s
          multiply-accumulates a nanosecond: %.1f
          bytes of weights a nanosecond: %.1f
          nanoseconds a Winograd patch of F(2x2): %.1f
          nanoseconds a Winograd patch of F(4x4): %.1f
          nanoseconds a Winograd patch of F(6x6): %.1f
          multiply-accumulates a nanosecond, zeros left out: %.1f
          taps a nanosecond tested for zeros: %.2f
          kept in %s
          """,
          kernels,
          costs.multiplyAddsPerNano(),
          costs.bytesPerNano(),
          costs.smallPatchNanos(),
          costs.largePatchNanos(),
          costs.largestPatchNanos(),
          costs.listedMultiplyAddsPerNano(),
          costs.listedTapsPerNano(),
          file);
    }
  }

  private final Supplier<CalibrationFile> file;

  /** Keeps the numbers in this process's cache folder. */
  CalibrateVerb() {
    this(CalibrationFile::standard);
  }

  CalibrateVerb(Supplier<CalibrationFile> file) {
    this.file = file;
  }

  @Override
  Report execute() throws IOException {
    CalibrationFile target = file.get();
    CostModel costs = Calibration.measure(KernelLookup.best());
    target.write(costs);
    return new CalibrationReport(
        target.path().toString(), KernelLookup.best().description(), costs);
  }
}
