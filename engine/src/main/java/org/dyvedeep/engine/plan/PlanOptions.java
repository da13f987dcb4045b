package org.dyvedeep.engine.plan;

/**
 * What operator providers may want to know about the run that they prepare for.
 *
 * @param threads how many threads one run may use, at least 1
 * @param costs what kernels cost on this machine
 */
public record PlanOptions(int threads, CostModel costs) {
  /** Checks the range. */
  public PlanOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
  }

  /** Options with the default costs. */
  public PlanOptions(int threads) {
    this(threads, CostModel.defaults());
  }
}
