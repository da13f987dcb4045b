package org.dyvedeep.tools.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.count.Overhead;
import org.dyvedeep.tools.model.WeightsUsed;
import org.dyvedeep.tools.report.Accuracy;
import org.dyvedeep.tools.report.PairedAccuracy;
import org.dyvedeep.tools.report.Quantiles;
import org.dyvedeep.tools.report.TextTable;

/**
 * Accuracy and operations of a model with an effort plan. Accuracies in percent, losses in
 * percentage points, counts of operations summed up over all images, times in milliseconds.
 *
 * @param top1 of the dynamic network, as {@code top5}
 * @param ms of one image in the dynamic network: no figure of speed
 */
record EffortReport(
    String model,
    WeightsUsed weights,
    String plan,
    String granularity,
    String data,
    long images,
    List<String> unreadable,
    double top1,
    double top5,
    Dense dense,
    PairedLoss loss,
    Operations ops,
    List<Layer> layers,
    List<String> countingRules,
    Quantiles ms,
    String msOf,
    int threads,
    String backend,
    String preprocessing)
    implements Verb.Report {
  /** What the times are of. */
  static final String TIMES =
      "the reference operators that define the knobs, counting as they run: no figure of speed";

  private static final String METHOD = "Tango's score interval for paired proportions";

  /** Accuracy of the dense network on the same images. */
  record Dense(double top1, double top5) {}

  /** The loss, its interval, and the numbers of images that they follow from. */
  record PairedLoss(
      double points, double low95, double high95, long onlyDense, long onlyDynamic, String method) {
    static PairedLoss of(PairedAccuracy accuracy) {
      var loss = accuracy.loss();
      return new PairedLoss(
          loss.points(),
          loss.low95(),
          loss.high95(),
          accuracy.onlyDense(),
          accuracy.onlyDynamic(),
          METHOD);
    }
  }

  /** Multiply-accumulates that each knob skipped. */
  record SkippedBy(long spet, long sdss, long sfma, long zis) {}

  /**
   * Operations of all layers, or of one.
   *
   * @param zeroWeights those spent whose weight is 0
   * @param reductionWithZisAndZeroWeights if these were left out, too
   */
  record Operations(
      long dense,
      long spent,
      long overhead,
      long zeroWeights,
      double reduction,
      double reductionWithZis,
      double reductionWithZisAndZeroWeights) {
    static Operations of(LayerCounts counts) {
      long left = counts.spent() - counts.zeroWeights() + counts.totalOverhead();
      return new Operations(
          counts.dense(),
          counts.spent(),
          counts.totalOverhead(),
          counts.zeroWeights(),
          counts.reduction(),
          counts.reductionWithZis(),
          (double) counts.dense() / left);
    }
  }

  /** What one layer did. */
  record Layer(
      String name,
      long dense,
      long spent,
      long overhead,
      long zeroWeights,
      double reduction,
      double reductionWithZis,
      SkippedBy skippedBy,
      Map<Overhead, Long> overheadBy) {
    static Layer of(String name, LayerCounts counts) {
      return new Layer(
          name,
          counts.dense(),
          counts.spent(),
          counts.totalOverhead(),
          counts.zeroWeights(),
          counts.reduction(),
          counts.reductionWithZis(),
          new SkippedBy(counts.spet(), counts.sdss(), counts.sfma(), counts.zis()),
          counts.overhead());
    }
  }

  static List<Layer> layers(Map<String, LayerCounts> counts) {
    return counts.entrySet().stream()
        .map(entry -> Layer.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  static Dense dense(Accuracy accuracy) {
    return new Dense(accuracy.top1Percent(), accuracy.top5Percent());
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "%s, weights: %s", model, weights.describe());
    line(text, "plan: %s, granularity: %s", plan, granularity);
    line(text, "data: %s, %d images", data, images);
    text.append(EvalVerb.leftOut(unreadable));
    text.append(accuracies(dense, top1, top5, loss, backend));
    if (!weights.learned()) {
      text.append(EvalVerb.MADE).append('\n');
    }
    text.append('\n').append(table()).append('\n');
    line(
        text,
        "reduction %.2f x with the paper's knobs, %.2f x with ZIS, too, %.2f x if products with"
            + " weight 0 are left out as well",
        ops.reduction,
        ops.reductionWithZis,
        ops.reductionWithZisAndZeroWeights);
    text.append("\nHow operations are counted:\n");
    countingRules.forEach(rule -> text.append("- ").append(rule).append('\n'));
    line(
        text,
        "\ntime of one image: median %.1f ms, p90 %.1f ms, least %.1f ms (%d threads)",
        ms.median(),
        ms.p90(),
        ms.min(),
        threads);
    line(text, "of %s", msOf);
    return text.toString();
  }

  /** Lines that compare the two networks' accuracies. */
  static String accuracies(Dense dense, double top1, double top5, PairedLoss loss, String backend) {
    StringBuilder text = new StringBuilder();
    line(text, "dense:   top-1 %.2f %%, top-5 %.2f %% (%s)", dense.top1, dense.top5, backend);
    line(text, "dynamic: top-1 %.2f %%, top-5 %.2f %%", top1, top5);
    line(
        text,
        "loss: %.2f points, 95%% interval %.2f to %.2f (%s; %d images are right in the dense"
            + " network only, %d in the dynamic one only)",
        loss.points,
        loss.low95,
        loss.high95,
        loss.method,
        loss.onlyDense,
        loss.onlyDynamic);
    return text.toString();
  }

  private String table() {
    TextTable table =
        new TextTable(
            "layer",
            "MACs/image",
            "spent",
            "SPET",
            "SDSS",
            "SFMA",
            "ZIS",
            "overhead",
            "w = 0",
            "reduction",
            "with ZIS");
    for (Layer layer : layers) {
      row(table, layer);
    }
    row(table, sum());
    return table + "(in percent of the layer's MACs; w = 0: those spent whose weight is 0)\n";
  }

  private Layer sum() {
    return new Layer(
        "all",
        ops.dense,
        ops.spent,
        ops.overhead,
        ops.zeroWeights,
        ops.reduction,
        ops.reductionWithZis,
        layers.stream()
            .map(Layer::skippedBy)
            .reduce(
                new SkippedBy(0, 0, 0, 0),
                (a, b) ->
                    new SkippedBy(
                        a.spet + b.spet, a.sdss + b.sdss, a.sfma + b.sfma, a.zis + b.zis)),
        Map.of());
  }

  private void row(TextTable table, Layer layer) {
    SkippedBy skipped = layer.skippedBy;
    Stream<Long> shares =
        Stream.of(
            layer.spent,
            skipped.spet,
            skipped.sdss,
            skipped.sfma,
            skipped.zis,
            layer.overhead,
            layer.zeroWeights);
    table.row(
        Stream.of(
                Stream.of(layer.name, String.format(Locale.ROOT, "%,d", layer.dense / images)),
                shares.map(share -> decimal("%.1f", 100.0 * share / layer.dense)),
                Stream.of(
                    decimal("%.2f x", layer.reduction), decimal("%.2f x", layer.reductionWithZis)))
            .flatMap(cells -> cells)
            .toArray(String[]::new));
  }

  private static String decimal(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
