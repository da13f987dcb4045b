package org.dyvedeep.tools.cli;

import picocli.CommandLine.Option;

/** Options that say how a model is run. */
final class RunOptions {
  @Option(names = "--threads", defaultValue = "1", description = "Threads of one run.")
  private int threads;

  @Option(names = "--batch", defaultValue = "1", description = "Items of one run.")
  private int batch;

  int threads() {
    return positive("--threads", threads);
  }

  int batch() {
    return positive("--batch", batch);
  }

  static int positive(String option, int value) {
    if (value < 1) {
      throw new UsageException(option + " must be at least 1, got " + value);
    }
    return value;
  }
}
