package org.dyvedeep.knobs.plan;

/**
 * Top-1 accuracy that a plan costs: dense less dynamic on the same images, in percentage points.
 *
 * @param points the loss; negative if the dynamic network was right more often
 * @param low95 lower end of the 95% confidence interval
 * @param high95 its upper end
 */
public record Loss(double points, double low95, double high95) {}
