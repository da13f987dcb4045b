package org.dyvedeep.tools.cli;

import java.util.Set;
import picocli.CommandLine.Option;

/** The option that says how far a blob may be from native Caffe's: see docs/parity.md. */
final class ToleranceOption {
  private static final double EXACT = 1e-5;
  private static final double WINOGRAD = 5e-5;
  private static final Set<String> WITH_WINOGRAD = Set.of("direct", "exact-dynamic");

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description =
          "Greatest error of a blob over its greatest value. Default: 1e-5; 5e-5 for direct and"
              + " exact-dynamic, whose Winograd convolutions round more.")
  private Double tolerance;

  /** What was asked for, else what a correct back end stays within. */
  double of(BackendOption backend) {
    if (tolerance != null) {
      return tolerance;
    }
    return WITH_WINOGRAD.contains(backend.name()) ? WINOGRAD : EXACT;
  }
}
