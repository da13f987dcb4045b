package org.dyvedeep.tools.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dyvedeep.knobs.count.CountingRules;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.plan.Loss;
import org.dyvedeep.tools.model.WeightsUsed;

/**
 * What a search for a plan came to. Losses in percentage points.
 *
 * @param plan where the plan was written; null if it was not
 * @param ops operations on the verification set, summed up over its images
 * @param withinBudget whether the loss on the verification set is not above the one allowed
 */
record TuneReport(
    String model,
    WeightsUsed weights,
    String plan,
    double maxLoss,
    boolean withinBudget,
    SearchSet searchSet,
    VerificationSet verificationSet,
    EffortReport.Operations ops,
    List<EffortReport.Layer> layers,
    List<String> countingRules,
    String objective,
    String granularity,
    String note)
    implements Verb.Report {
  /** The images that the search saw; its loss on them is better than it will be elsewhere. */
  record SearchSet(String data, long images, double loss) {}

  /** Images that the search did not see. */
  record VerificationSet(String data, long images, Loss loss) {}

  static EffortReport.Operations operations(Map<String, LayerCounts> counts) {
    return EffortReport.Operations.of(
        counts.values().stream().reduce(LayerCounts.NONE, LayerCounts::plus));
  }

  static List<String> rules() {
    return CountingRules.lines();
  }

  @Override
  public boolean passed() {
    return plan != null;
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "%s, weights: %s", model, weights.describe());
    line(
        text,
        "search set: %s, %d images: loss %.2f points",
        searchSet.data,
        searchSet.images,
        searchSet.loss);
    Loss loss = verificationSet.loss;
    line(
        text,
        "verification set: %s, %d images: loss %.2f points, 95%% interval %.2f to %.2f (at most %.2f are allowed)",
        verificationSet.data,
        verificationSet.images,
        loss.points(),
        loss.low95(),
        loss.high95(),
        maxLoss);
    line(
        text,
        "reduction of operations %.3f x with the paper's knobs, %.3f x with ZIS, too (objective %s, granularity %s)",
        ops.reduction(),
        ops.reductionWithZis(),
        objective,
        granularity);
    for (EffortReport.Layer layer : layers) {
      line(
          text,
          "  %s: %.2f x, with ZIS %.2f x",
          layer.name(),
          layer.reduction(),
          layer.reductionWithZis());
    }
    text.append(note).append('\n');
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
