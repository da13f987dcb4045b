package org.dyvedeep.tools.reproduce;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dyvedeep.caffe.write.WholeFile;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;

/** The report's charts as pictures, for papers and slides. */
public final class PngCharts {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 600;

  private PngCharts() {}

  /** Writes a chart of reductions, one of speed-ups, and those of each benchmark with a plan. */
  public static void write(Reproduction report, Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<String, Function<Row, Double>> reductions = new LinkedHashMap<>();
    reductions.put("three knobs", Row::paperReduction);
    reductions.put("with ZIS", row -> row.effort().ops().reductionWithZis());
    reductions.put("as executed", PngCharts::executed);
    bars(report, folder.resolve("reduction.png"), "dense / spent operations", reductions);
    Map<String, Function<Row, Double>> speedUps = new LinkedHashMap<>();
    speedUps.put("dense over Caffe", row -> row.speed().over(Speed.DENSE, Speed.CAFFE));
    speedUps.put("exact over dense", row -> row.speed().over(Speed.EXACT, Speed.DENSE));
    speedUps.put("tuned over dense", row -> row.speed().over(Speed.TUNED, Speed.DENSE));
    bars(report, folder.resolve("speed-up.png"), "times as fast", speedUps);
    for (Row row : report.rows()) {
      if (row.details().views() != null) {
        loss(row, folder.resolve(row.id() + "-loss.png"));
      }
      if (row.details().byImage() != null) {
        images(row, folder.resolve(row.id() + "-images.png"));
      }
    }
  }

  private static Double executed(Row row) {
    Executed executed = row.details().executed();
    return executed == null ? null : Double.valueOf(executed.ops().reductionWithZis());
  }

  /** A group a benchmark, a bar a figure; figures that no benchmark has are left out. */
  private static void bars(
      Reproduction report, Path file, String unit, Map<String, Function<Row, Double>> figures)
      throws IOException {
    List<Row> rows = report.rows().stream().filter(Row::measured).toList();
    if (rows.isEmpty()) {
      return;
    }
    CategoryChart chart =
        new CategoryChartBuilder().width(WIDTH).height(HEIGHT).yAxisTitle(unit).build();
    List<String> names = rows.stream().map(Row::id).toList();
    figures.forEach(
        (name, figure) -> {
          List<Double> values = new ArrayList<>();
          rows.forEach(row -> values.add(figure.apply(row)));
          if (values.stream().anyMatch(value -> value != null)) {
            values.replaceAll(value -> value == null ? Double.valueOf(0) : value);
            chart.addSeries(name, names, values);
          }
        });
    if (!chart.getSeriesMap().isEmpty()) {
      save(chart, file);
    }
  }

  private static void loss(Row row, Path file) throws IOException {
    Views views = row.details().views();
    boolean tuned = !views.budgets().isEmpty();
    List<Views.Variant> points = tuned ? views.budgets() : views.sweep();
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(row.benchmark() + ", " + views.images() + " images")
            .xAxisTitle("loss of top-1 accuracy, points")
            .yAxisTitle("dense / spent operations, three knobs")
            .build();
    chart.addSeries(
        tuned ? "a plan tuned for each budget" : "thresholds of one plan moved",
        points.stream().map(p -> p.loss().points()).toList(),
        points.stream().map(Views.Variant::reduction).toList());
    save(chart, file);
  }

  private static void images(Row row, Path file) throws IOException {
    ByImage byImage = row.details().byImage();
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(row.benchmark() + ", " + byImage.images() + " images")
            .xAxisTitle("percent of the dense operations")
            .yAxisTitle("images")
            .build();
    chart.addSeries(
        "images",
        byImage.histogram().stream().map(bin -> Math.rint(10 * bin.from()) / 10).toList(),
        byImage.histogram().stream().map(ByImage.Bin::images).toList());
    save(chart, file);
  }

  private static void save(Chart<?, ?> chart, Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BitmapEncoder.saveBitmap(chart, bytes, BitmapFormat.PNG);
    WholeFile.write(file, out -> bytes.writeTo(out));
  }
}
