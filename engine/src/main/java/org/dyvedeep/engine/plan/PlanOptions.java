package org.dyvedeep.engine.plan;

/**
 * What operator providers may want to know about the run that they prepare for.
 *
 * @param threads how many threads one run may use, at least 1
 * @param costs what kernels cost on this machine
 * @param handedOver whether nobody else holds the graph, so that weights can be collected as soon
 *     as they are packed
 */
public record PlanOptions(int threads, CostModel costs, boolean handedOver) {
  /** Checks the range. */
  public PlanOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
  }

  /** Options with the default costs. */
  public PlanOptions(int threads) {
    this(threads, CostModel.defaults(), false);
  }
}
