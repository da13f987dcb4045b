package org.dyvedeep.tools.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the page shows of one benchmark besides its rows in the tables. */
final class ViewsHtml {
  private static final String SWEEP =
      "One plan with all its thresholds moved together by the share that is written beside each"
          + " point: how sensitive it is. This is no sweep over budgets: reproduce --budgets tunes a"
          + " plan for each.";

  private final Page page;
  private final HtmlTable table;

  ViewsHtml(Page page) {
    this.page = page;
    this.table = new HtmlTable(page);
  }

  void write(Row row) {
    Details details = row.details();
    if (details.executed() != null) {
      executed(details.executed());
    }
    if (details.views() != null) {
      page.element("h3", "Knobs alone and together");
      BarChart.draw(
          page, "Reduction of " + row.benchmark() + " by knobs", bars(details.views().ablation()));
      against(row, details.views());
    }
    if (details.byImage() != null) {
      page.element("h3", "Easy and hard images");
      BarChart.draw(
          page,
          "How many images of " + row.benchmark() + " take which share of the dense operations",
          histogram(details.byImage()));
    }
    for (Grid grid : Grids.of(row)) {
      page.open("details").element("summary", grid.title());
      page.element("p", grid.note());
      table.write(grid);
      page.close();
    }
  }

  private void against(Row row, Views views) {
    String sample =
        String.format(
            Locale.ROOT,
            " %,d images: a loss is known to its interval, no better.",
            views.images());
    page.element("h3", "Reduction against loss");
    if (!views.budgets().isEmpty()) {
      page.element("p", "One plan tuned for each loss that was allowed." + sample);
      LossChart.draw(
          page,
          "Reduction of " + row.benchmark() + " against its loss, a plan tuned for each budget",
          views.budgets());
    }
    page.element("p", SWEEP + sample);
    LossChart.draw(
        page,
        "Reduction of " + row.benchmark() + " against its loss, thresholds of one plan moved",
        views.sweep());
  }

  private void executed(Executed executed) {
    page.element("h3", "As executed by fast kernels");
    page.element(
        "p",
        String.format(
            Locale.ROOT,
            "Plan: %s. %.2f x fewer operations (%,d images); on %,d images the loss is %+.2f"
                + " points (%+.2f to %+.2f); one image takes %s ms, dense %s ms.",
            executed.plan().origin(),
            executed.ops().reductionWithZis(),
            executed.countedImages(),
            executed.images(),
            executed.loss().points(),
            executed.loss().low95(),
            executed.loss().high95(),
            Column.millis(executed.ms()),
            Column.millis(executed.denseMs())));
    if (!executed.leftOut().isEmpty()) {
      page.element("p", String.join("; ", executed.leftOut()) + ".");
    }
    List<String> ways = new ArrayList<>();
    executed.operators().forEach((layer, operator) -> ways.add(layer + " (" + operator + ")"));
    page.element("p", "What ran the layers: " + String.join("; ", ways) + ".");
  }

  private static List<BarChart.Bar> bars(List<Views.Variant> variants) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (Views.Variant variant : variants) {
      String shown = String.format(Locale.ROOT, "%.2f x", variant.reductionWithZis());
      String loss = String.format(Locale.ROOT, ", loss %+.2f points", variant.loss().points());
      bars.add(
          new BarChart.Bar(
              variant.name(),
              List.of(new BarChart.Part("time", shown + loss, variant.reductionWithZis())),
              shown));
    }
    return bars;
  }

  private static List<BarChart.Bar> histogram(ByImage byImage) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (ByImage.Bin bin : byImage.histogram()) {
      String range = String.format(Locale.ROOT, "%.1f to %.1f %%", bin.from(), bin.to());
      String shown = String.format(Locale.ROOT, "%,d", bin.images());
      bars.add(
          new BarChart.Bar(
              range, List.of(new BarChart.Part("time", shown + " images", bin.images())), shown));
    }
    return bars;
  }
}
