package org.dyvedeep.tools.reproduce;

/**
 * What is told of a benchmark that has a tuned plan.
 *
 * @param executed the plan on fast kernels; null without a plan
 * @param byImage easy and hard images; null without a plan
 * @param views the plan taken apart; null without a plan, or where that would take too long
 */
public record Details(Executed executed, ByImage byImage, Views views) {
  /** There is no plan. */
  public static final Details NONE = new Details(null, null, null);
}
