package org.dyvedeep.tools.reproduce;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.count.Ops;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.knobs.plan.EffortPlanFile;
import org.dyvedeep.knobs.plan.Loss;
import org.dyvedeep.tools.fetch.Digests;

/**
 * What a network spends with an effort plan, and what that costs. Accuracies in percent; null where
 * weights were made from a seed.
 *
 * @param plan the plan
 * @param macs dense multiply-accumulates of one image
 * @param ops operations, summed up over all images
 * @param reductionWithZisAndZeroWeights if products whose weight is 0 were left out, too: what a
 *     pruned network saves before any knob
 * @param top1 of the dense network, as {@code top5}
 * @param dynamicTop1 of the dynamic network, as {@code dynamicTop5}
 * @param loss dense less dynamic top-1 on the same images
 * @param withinBudget whether the loss, as a point, is at most what was allowed; null without one
 * @param budget what the interval of the loss says of that; null without a loss
 * @param layers operations by layer
 */
public record Effort(
    Plan plan,
    Long macs,
    Ops ops,
    Double reductionWithZisAndZeroWeights,
    Double top1,
    Double top5,
    Double dynamicTop1,
    Double dynamicTop5,
    Loss loss,
    Boolean withinBudget,
    Budget budget,
    List<Layer> layers) {
  /** Nothing was run. */
  public static final Effort NONE =
      new Effort(null, null, null, null, null, null, null, null, null, null, null, List.of());

  /**
   * Which plan was used.
   *
   * @param origin where it is from
   * @param tuned whether it is a tuned one, rather than exact zero-input skipping alone
   * @param granularity on what its knobs decide
   * @param sha256 of the plan's text; null for one that is no file
   * @param searchData what it was tuned on; null if it does not say
   */
  public record Plan(
      String origin, boolean tuned, String granularity, String sha256, String searchData) {
    /** What is known of a plan; one that is not tuned lies in no file. */
    public static Plan of(String origin, EffortPlan plan, boolean tuned) throws IOException {
      return new Plan(
          origin,
          tuned,
          plan.granularity().name().toLowerCase(Locale.ROOT),
          tuned ? Digests.sha256(EffortPlanFile.bytes(plan)) : null,
          plan.tuning()
              .map(t -> t.search().data() + ", " + t.search().images() + " images")
              .orElse(null));
    }
  }

  /**
   * Operations of one layer, summed up over all images.
   *
   * @param skippedBy multiply-accumulates that each knob skipped
   */
  public record Layer(
      String name,
      long dense,
      long spent,
      long overhead,
      double reduction,
      double reductionWithZis,
      Map<String, Long> skippedBy) {
    private static Layer of(String name, LayerCounts counts) {
      Map<String, Long> skipped = new LinkedHashMap<>();
      skipped.put("spet", counts.spet());
      skipped.put("sdss", counts.sdss());
      skipped.put("sfma", counts.sfma());
      skipped.put("zis", counts.zis());
      Ops ops = Ops.of(counts);
      return new Layer(
          name,
          ops.dense(),
          ops.spent(),
          ops.overhead(),
          ops.reduction(),
          ops.reductionWithZis(),
          skipped);
    }

    /** Counters' figures, in the order of the network. */
    public static List<Layer> of(Map<String, LayerCounts> counts) {
      return counts.entrySet().stream().map(entry -> of(entry.getKey(), entry.getValue())).toList();
    }
  }
}
