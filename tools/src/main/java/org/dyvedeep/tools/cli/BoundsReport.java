package org.dyvedeep.tools.cli;

import java.util.List;
import java.util.Locale;
import org.dyvedeep.knobs.bound.BlockShares;
import org.dyvedeep.knobs.bound.LayerBounds;
import org.dyvedeep.knobs.bound.PredictorBounds;
import org.dyvedeep.knobs.bound.SkippingBounds;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.WeightsUsed;
import org.dyvedeep.tools.report.TextTable;

/**
 * What skipping zero outputs could save at most. All shares are from 0 to 1.
 *
 * @param images how many were run
 * @param kernelEfficiency what the even shares are for
 * @param sampling what was counted on which part of the images
 */
record BoundsReport(
    String model,
    WeightsUsed weights,
    String data,
    Pictures images,
    double kernelEfficiency,
    List<String> sampling,
    List<Layer> layers)
    implements Verb.Report {
  /**
   * How many images there were.
   *
   * @param learned to learn from
   * @param examined to try on what was learned
   */
  record Pictures(long learned, long examined) {}

  /**
   * One convolution.
   *
   * @param winners positive outputs that are the greatest of a max-pooling window; null where the
   *     output does not go into a max pooling alone
   * @param evenShare the share of blocks of 16 positions that a skipping kernel may compute
   */
  record Layer(
      String layer,
      int outputs,
      int height,
      int width,
      BlockShares positive,
      double heldOutFeatures,
      double reorderedFeatures,
      BlockShares winners,
      List<PredictorBounds> predictors,
      double denseOverDirect,
      double evenShare) {
    static Layer of(LayerBounds bounds, double efficiency) {
      return new Layer(
          bounds.layer(),
          bounds.outputs(),
          bounds.height(),
          bounds.width(),
          bounds.positive(),
          bounds.heldOutFeatures(),
          bounds.reorderedFeatures(),
          bounds.winners().orElse(null),
          bounds.predictors(),
          bounds.denseOverDirect(),
          bounds.evenShare(efficiency));
    }
  }

  static BoundsReport of(
      LoadedModel loaded,
      String data,
      Pictures images,
      long seed,
      double efficiency,
      List<LayerBounds> layers) {
    return new BoundsReport(
        loaded.name(),
        loaded.weights(),
        data,
        images,
        efficiency,
        sampling(images, seed),
        layers.stream().map(layer -> Layer.of(layer, efficiency)).toList());
  }

  private static List<String> sampling(Pictures images, long seed) {
    return List.of(
        "positive outputs and winners: whole maps of all images",
        "order of features: found on every other image (%,d), at %d stretches of 16 positions a layer each, %,d positions at most; tried on whole maps of the others (%,d)"
            .formatted(
                images.learned,
                SkippingBounds.STRETCHES,
                SkippingBounds.ORDERING_POSITIONS,
                images.examined),
        "predictors: mean |input| of each feature from the former images; tried on the latter, at %d stretches of 16 positions a layer each"
            .formatted(SkippingBounds.STRETCHES),
        "stretches: of a row, those at its end shorter; chosen by seed %d".formatted(seed));
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(model).append(", weights: ").append(weights.describe()).append('\n');
    text.append("data: ").append(data).append('\n');
    sampling.forEach(sentence -> text.append(sentence).append('\n'));
    text.append("\nPositive outputs, and blocks (features x positions) with at least one\n");
    text.append(positive());
    text.append(
        """
        held out: on the images that no order was found on; re-ordered: on these, too
        dense/direct: time of the dense engine's way over its direct kernel's, by the costs that calibrate keeps, else the defaults
        even: share of blocks 1x16 that a kernel with %.2f of the direct kernel's speed may compute to take as long as the dense way
        """
            .formatted(kernelEfficiency));
    if (layers.stream().anyMatch(layer -> layer.winners != null)) {
      text.append("\nPositive outputs that are the greatest of a max-pooling window, and blocks\n");
      text.append(winners());
    }
    text.append("\nPredictors of signs: outputs called not positive are 0, others are computed\n");
    text.append(predictors());
    return text.toString();
  }

  private TextTable positive() {
    TextTable table =
        new TextTable(
            "layer",
            "outputs",
            "positive",
            "1x8",
            "1x16",
            "16x1",
            "16x2x2",
            "16x1 held out",
            "re-ordered",
            "dense/direct",
            "even");
    for (Layer layer : layers) {
      BlockShares shares = layer.positive;
      table.row(
          layer.layer,
          "%dx%dx%d".formatted(layer.outputs, layer.height, layer.width),
          percent(shares.outputs()),
          percent(shares.eightPositions()),
          percent(shares.sixteenPositions()),
          percent(shares.sixteenFeatures()),
          percent(shares.patches()),
          percent(layer.heldOutFeatures),
          percent(layer.reorderedFeatures),
          percent(layer.denseOverDirect),
          percent(layer.evenShare));
    }
    return table;
  }

  private TextTable winners() {
    TextTable table = new TextTable("layer", "winners", "1x8", "1x16", "16x1", "16x2x2");
    for (Layer layer : layers) {
      BlockShares shares = layer.winners;
      if (shares != null) {
        table.row(
            layer.layer,
            percent(shares.outputs()),
            percent(shares.eightPositions()),
            percent(shares.sixteenPositions()),
            percent(shares.sixteenFeatures()),
            percent(shares.patches()));
      }
    }
    return table;
  }

  private TextTable predictors() {
    TextTable table =
        new TextTable(
            "layer",
            "predictor",
            "not positive",
            "positive lost",
            "squared error",
            "1x8 left",
            "1x16 left",
            "16x1 left");
    for (Layer layer : layers) {
      for (PredictorBounds predictor : layer.predictors) {
        table.row(
            layer.layer,
            predictor.predictor(),
            percent(predictor.notPositive()),
            percent(predictor.lost()),
            percent(predictor.error()),
            percent(predictor.eightPositions()),
            percent(predictor.sixteenPositions()),
            percent(predictor.sixteenFeatures()));
      }
    }
    return table;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
