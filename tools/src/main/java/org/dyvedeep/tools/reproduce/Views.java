package org.dyvedeep.tools.reproduce;

import java.util.List;
import org.dyvedeep.knobs.plan.Loss;

/**
 * A plan's knobs taken apart, and its thresholds moved; on a sample of the images.
 *
 * @param images how many
 * @param ablation each knob alone, and together
 * @param sweep the whole plan with all thresholds moved, from cautious to bold
 * @param budgets plans that were tuned for other losses, and the plan itself, by loss; empty if
 *     they were not asked for
 */
public record Views(
    long images, List<Variant> ablation, List<Variant> sweep, List<Variant> budgets) {
  /**
   * One variant of the plan.
   *
   * @param name what is different
   * @param moved by how much of their size thresholds are moved, in percent; 0 for the plan's own
   * @param reduction with the paper's three knobs
   * @param reductionWithZis with ZIS, too
   * @param loss of top-1 accuracy on these images
   */
  public record Variant(
      String name, int moved, double reduction, double reductionWithZis, Loss loss) {}
}
