package org.dyvedeep.tools.cli;

import picocli.CommandLine.Option;

/** The option that says how far a blob may be from native Caffe's: see docs/parity.md. */
final class ToleranceOption {
  private static final double EXACT = 1e-5;
  private static final double WINOGRAD = 5e-5;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description =
          "Greatest error of a blob over its greatest value. Default: 1e-5; 5e-5 for direct, whose"
              + " Winograd convolutions round more.")
  private Double tolerance;

  /** What was asked for, else what a correct back end stays within. */
  double of(BackendOption backend) {
    if (tolerance != null) {
      return tolerance;
    }
    return backend.name().equals("direct") ? WINOGRAD : EXACT;
  }
}
