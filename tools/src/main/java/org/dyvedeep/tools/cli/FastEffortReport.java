package org.dyvedeep.tools.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dyvedeep.tools.model.WeightsUsed;
import org.dyvedeep.tools.report.Quantiles;

/**
 * Accuracy and time of a model whose effort plan is run by fast kernels, beside the dense network
 * on the same images in turns. Accuracies in percent, losses in percentage points, times in
 * milliseconds an image.
 *
 * @param top1 of the dynamic network, as {@code top5} and {@code ms}
 * @param timesAsFastAsDense image by image, and of these ratios the median
 * @param leftOut layers whose knobs have no fast kernel, and why
 * @param operators what ran each convolution and fully-connected layer
 */
record FastEffortReport(
    String model,
    WeightsUsed weights,
    String plan,
    String data,
    long images,
    List<String> unreadable,
    double top1,
    double top5,
    EffortReport.Dense dense,
    EffortReport.PairedLoss loss,
    Quantiles denseMs,
    Quantiles ms,
    double timesAsFastAsDense,
    List<String> leftOut,
    Map<String, String> operators,
    int threads,
    String backend,
    String preprocessing)
    implements Verb.Report {
  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "%s, weights: %s", model, weights.describe());
    line(text, "plan: %s, on fast kernels", plan);
    line(text, "data: %s, %d images", data, images);
    text.append(EvalVerb.leftOut(unreadable));
    text.append(EffortReport.accuracies(dense, top1, top5, loss, backend));
    if (!weights.learned()) {
      text.append(EvalVerb.MADE).append('\n');
    }
    leftOut.forEach(layer -> text.append(layer).append('\n'));
    operators.forEach((layer, operator) -> line(text, "  %s: %s", layer, operator));
    line(
        text,
        "time of one image: dense %.4f ms, dynamic %.4f ms (medians of runs in turns, %d images at"
            + " a time, one thread each); %.2f x",
        denseMs.median(),
        ms.median(),
        threads,
        timesAsFastAsDense);
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
