package org.dyvedeep.tools.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dyvedeep.tools.reproduce.Grid.Cell;

/** The tables of one benchmark: by layer, by knob, by threshold, by class and by image. */
final class Grids {
  private static final String PERCENT = "%.1f %%";
  private static final String FACTOR = "%.2f x";
  private static final String POINTS = "%+.2f";
  private static final List<String> VARIANT =
      List.of("three knobs", "with ZIS", "loss, points", "from", "to");

  private Grids() {}

  /** All of them; those that there is nothing to say in are left out. */
  static List<Grid> of(Row row) {
    List<Grid> grids = new ArrayList<>();
    grids.add(layers(row));
    grids.addAll(views(row));
    return grids;
  }

  /** Operations by layer. */
  static Grid layers(Row row) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Effort.Layer layer : row.effort().layers()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.text(layer.name()));
      cells.add(Cell.number("%,d", layer.dense() / row.images()));
      cells.add(share(layer.spent(), layer));
      layer.skippedBy().values().forEach(skipped -> cells.add(share(skipped, layer)));
      cells.add(share(layer.overhead(), layer));
      cells.add(Cell.number(FACTOR, layer.reduction()));
      cells.add(Cell.number(FACTOR, layer.reductionWithZis()));
      rows.add(cells);
    }
    return new Grid(
        "Layers of " + row.benchmark(),
        "In percent of the layer's dense multiply-accumulates.",
        List.of(
            "layer",
            "dense MACs",
            "spent",
            "SPET",
            "SDSS",
            "SFMA",
            "ZIS",
            "overhead",
            "reduction",
            "with ZIS"),
        rows);
  }

  private static Cell share(long operations, Effort.Layer layer) {
    return Cell.number(PERCENT, 100.0 * operations / layer.dense());
  }

  private static List<Grid> views(Row row) {
    List<Grid> grids = new ArrayList<>();
    Views views = row.details().views();
    if (views != null) {
      String sample =
          String.format(
              Locale.ROOT,
              "%,d images: the loss is known to its interval, no better.",
              views.images());
      grids.add(
          variants(
              "Knobs of " + row.benchmark() + " alone and together", sample, views.ablation()));
      if (!views.budgets().isEmpty()) {
        grids.add(
            variants(
                "Plans of " + row.benchmark() + " for other losses",
                "One plan tuned for each loss that was allowed. " + sample,
                views.budgets()));
      }
      grids.add(
          variants(
              "Thresholds of " + row.benchmark() + ", moved",
              "All thresholds moved by a share of their size, above 0 towards skipping more. "
                  + sample,
              views.sweep()));
    }
    ByImage byImage = row.details().byImage();
    if (byImage != null) {
      if (!byImage.classes().isEmpty()) {
        grids.add(classes(row, byImage));
      }
      grids.add(images(row, byImage));
    }
    return grids;
  }

  private static Grid variants(String title, String note, List<Views.Variant> variants) {
    List<String> heads = new ArrayList<>(List.of("variant"));
    heads.addAll(VARIANT);
    List<List<Cell>> rows = new ArrayList<>();
    for (Views.Variant variant : variants) {
      rows.add(
          List.of(
              Cell.text(variant.name()),
              Cell.number(FACTOR, variant.reduction()),
              Cell.number(FACTOR, variant.reductionWithZis()),
              Cell.number(POINTS, variant.loss().points()),
              Cell.number(POINTS, variant.loss().low95()),
              Cell.number(POINTS, variant.loss().high95())));
    }
    return new Grid(title, note, heads, rows);
  }

  private static Grid classes(Row row, ByImage byImage) {
    List<List<Cell>> rows = new ArrayList<>();
    for (ByImage.ClassEffort of : byImage.classes()) {
      rows.add(
          List.of(
              Cell.text(of.label()),
              Cell.number("%,d", of.images()),
              Cell.number(PERCENT, of.mean())));
    }
    return new Grid(
        "Effort by class, " + row.benchmark(),
        "Operations with all knobs on, in percent of the dense ones: the mean of each class.",
        List.of("class", "images", "operations"),
        rows);
  }

  private static Grid images(Row row, ByImage byImage) {
    List<List<Cell>> rows = new ArrayList<>();
    byImage.easiest().forEach(image -> rows.add(image("easy", image)));
    byImage.hardest().forEach(image -> rows.add(image("hard", image)));
    return new Grid(
        "Easiest and hardest images of " + row.benchmark(),
        String.format(
            Locale.ROOT,
            "%,d images take %.1f %% of the dense operations on average (95%% interval of the mean"
                + " %.1f %% to %.1f %%).",
            byImage.images(),
            byImage.mean(),
            byImage.low95(),
            byImage.high95()),
        List.of("image", "class", "kind", "operations"),
        rows);
  }

  private static List<Cell> image(String kind, ByImage.Named image) {
    return List.of(
        Cell.text(image.name()),
        Cell.text(image.label()),
        Cell.text(kind),
        Cell.number(PERCENT, image.percent()));
  }
}
