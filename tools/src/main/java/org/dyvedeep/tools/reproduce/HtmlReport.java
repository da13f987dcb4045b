package org.dyvedeep.tools.reproduce;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as one page that needs no other file. */
final class HtmlReport {
  private static final String TEMPLATE = "report.html";
  private static final String PLACE = "<!--content-->";
  private static final Map<String, String> KNOBS =
      Map.of("spet", "SPET", "sdss", "SDSS", "sfma", "SFMA", "zis", "ZIS");

  private final Page page = new Page();
  private final HtmlTable tables = new HtmlTable(page);
  private final Reproduction report;

  private HtmlReport(Reproduction report) {
    this.report = report;
  }

  static String text(Reproduction report) throws IOException {
    HtmlReport html = new HtmlReport(report);
    html.page.open("main");
    html.body();
    html.page.close();
    return template().replace(PLACE, html.page.toString());
  }

  private static String template() throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new FileNotFoundException(TEMPLATE + " is missing from the program; build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void body() throws IOException {
    page.element("h1", "DyVEDeep, reproduced");
    page.element(
        "p",
        Answer.CLAIM
            + " What follows was measured on one machine; what could not be measured is named.");
    page.open("ul", "class", "answer");
    Answer.sentences(report.rows(), report.provenance().settings().maxLoss())
        .forEach(sentence -> page.element("li", sentence));
    page.close();
    table(Answer.table());
    page.element("p", Answer.table().note(), "class", "note");
    for (Tables.Table table : Tables.of(report.rows())) {
      page.element("h2", table.title());
      page.element("p", table.note());
      table(table);
    }
    missing();
    for (Row row : report.rows()) {
      if (row.measured()) {
        benchmark(row);
      }
    }
    page.element("h2", "How operations are counted").open("ul");
    report.countingRules().forEach(rule -> page.element("li", rule));
    page.close();
    page.element("h2", "Measured with").open("dl");
    Facts.of(report).forEach((fact, value) -> page.element("dt", fact).element("dd", value));
    page.close();
  }

  private void table(Tables.Table table) {
    tables.open(table.title(), table.columns().stream().map(Column::title).toList());
    for (Row row : report.rows()) {
      page.open("tr");
      for (Column column : table.columns()) {
        if (column.key().equals("benchmark")) {
          tables.head(column.shown(row), column.plain(row));
        } else {
          tables.cell(column.shown(row), column.plain(row), column.numeric());
        }
      }
      page.close();
    }
    tables.close();
  }

  private void missing() {
    page.element("h2", "Missing");
    if (report.rows().stream().allMatch(r -> r.missing().isEmpty() && r.failure() == null)) {
      page.element("p", "Nothing: every benchmark that was asked for has been measured.");
      return;
    }
    page.open("ul");
    for (Row row : report.rows()) {
      row.missing().forEach(m -> page.element("li", row.benchmark() + ": " + m));
      if (row.failure() != null) {
        page.element("li", row.benchmark() + " FAILED: " + row.failure(), "class", "failure");
      }
    }
    page.close();
  }

  private void benchmark(Row row) throws IOException {
    page.open("section").element("h2", row.benchmark());
    page.element(
        "p",
        "%s: %s; weights: %s; %s, %,d images; plan: %s"
            .formatted(
                row.model(),
                row.network(),
                row.weights().describe(),
                row.data(),
                row.images(),
                row.effort().plan().origin()));
    page.element("h3", "Operations by layer and by knob");
    legend();
    BarChart.draw(page, "Operations of " + row.benchmark() + " by layer", layerBars(row));
    if (!row.speed().times().isEmpty()) {
      page.element("h3", "Milliseconds by contestant");
      BarChart.draw(page, "Times of " + row.benchmark(), timeBars(row));
    }
    new ViewsHtml(page).write(row);
    EffortMapsHtml.write(page, report.pictures().getOrDefault(row.id(), List.of()));
    page.close();
  }

  private void legend() {
    page.open("ul", "class", "legend");
    page.element("li", "spent", "class", "spent").element("li", "overhead", "class", "overhead");
    for (String knob : List.of("spet", "sdss", "sfma", "zis")) {
      page.element("li", "skipped by " + KNOBS.get(knob), "class", knob);
    }
    page.close();
  }

  private static List<BarChart.Bar> layerBars(Row row) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (Effort.Layer layer : row.effort().layers()) {
      List<BarChart.Part> parts = new ArrayList<>();
      parts.add(part("spent", "spent", layer.spent(), layer));
      parts.add(part("overhead", "overhead", layer.overhead(), layer));
      layer
          .skippedBy()
          .forEach((k, n) -> parts.add(part(k, "skipped by " + KNOBS.get(k), n, layer)));
      bars.add(
          new BarChart.Bar(
              layer.name(),
              parts.stream().filter(part -> part.value() > 0).toList(),
              String.format(Locale.ROOT, "%.2f x", layer.reductionWithZis())));
    }
    return bars;
  }

  private static BarChart.Part part(
      String style, String name, long operations, Effort.Layer layer) {
    double share = 100.0 * operations / layer.dense();
    return new BarChart.Part(style, String.format(Locale.ROOT, "%s: %.1f %%", name, share), share);
  }

  private static List<BarChart.Bar> timeBars(Row row) {
    List<BarChart.Bar> bars = new ArrayList<>();
    row.speed()
        .times()
        .forEach(
            (name, ms) -> {
              String shown = Column.millis(ms) + " ms";
              bars.add(
                  new BarChart.Bar(name, List.of(new BarChart.Part("time", shown, ms)), shown));
            });
    return bars;
  }
}
