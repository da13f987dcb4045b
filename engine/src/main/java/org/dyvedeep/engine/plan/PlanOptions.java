package org.dyvedeep.engine.plan;

/**
 * What operator providers may want to know about the run that they prepare for.
 *
 * @param threads how many threads one run may use, at least 1
 */
public record PlanOptions(int threads) {
  /** Checks the range. */
  public PlanOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
  }
}
