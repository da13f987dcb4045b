package org.dyvedeep.tools.reproduce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of a report that a second run should give again. The noise of times and speed-ups is
 * the spread of their rounds, and 2% to either side at least; that of accuracies Wilson's 95%
 * interval; that of losses the interval that the report has. Operations are counted, and may differ
 * only by rounding that tips a decision.
 */
public final class Figures {
  private static final double COUNTING = 1e-3;

  /** Rounds are of one process; the next is laid out and compiled a little differently. */
  private static final double PROCESS = 0.02;

  private static final double NORMAL_95 = 1.96;
  private static final List<String> OWN = List.of(Speed.DENSE, Speed.EXACT, Speed.TUNED);

  private final List<Figure> figures = new ArrayList<>();
  private final JsonNode row;
  private final String benchmark;

  private Figures(JsonNode row) {
    this.row = row;
    this.benchmark = row.path("id").asText();
  }

  /**
   * The figures of all rows, by benchmark and name.
   *
   * @param report a report's JSON form
   */
  public static Map<String, Figure> of(JsonNode report) {
    Map<String, Figure> all = new LinkedHashMap<>();
    for (JsonNode row : report.path("rows")) {
      Figures figures = new Figures(row);
      figures.collect();
      figures.figures.forEach(f -> all.put(f.benchmark() + ": " + f.name(), f));
    }
    return all;
  }

  private void collect() {
    counted("macs", "dense MACs", 0);
    if (row.path("plan").path("tuned").asBoolean()) {
      counted("ops/reduction", "reduction, three knobs", COUNTING);
    }
    counted("ops/reductionWithZis", "reduction, with ZIS", COUNTING);
    counted("executed/ops/reductionWithZis", "reduction, as executed", COUNTING);
    for (String name : List.of("top1", "top5", "dynamicTop1", "dynamicTop5")) {
      accuracy(name);
    }
    loss("loss", "loss");
    loss("executed/loss", "loss, as executed");
    row.path("timeSpreads").properties().forEach(e -> spread("ms of " + e.getKey(), e.getValue()));
    for (String own : OWN) {
      row.path("ratios")
          .path(own)
          .properties()
          .forEach(
              e -> {
                if (!e.getKey().equals(own)) {
                  spread(own + " over " + e.getKey(), e.getValue());
                }
              });
    }
  }

  private void add(String name, double value, double low, double high) {
    figures.add(new Figure(benchmark, name, value, low, high));
  }

  private void counted(String path, String name, double noise) {
    JsonNode value = row.at("/" + path);
    if (value.isNumber()) {
      double v = value.doubleValue();
      add(name, v, v * (1 - noise), v * (1 + noise));
    }
  }

  private void accuracy(String name) {
    JsonNode value = row.path(name);
    double n = row.path("images").asDouble();
    if (!value.isNumber() || n == 0) {
      return;
    }
    double share = value.doubleValue() / 100;
    double z2 = NORMAL_95 * NORMAL_95;
    double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
    double half = NORMAL_95 / (1 + z2 / n) * Math.sqrt(share * (1 - share) / n + z2 / (4 * n * n));
    add(name, value.doubleValue(), 100 * (middle - half), 100 * (middle + half));
  }

  private void loss(String path, String name) {
    JsonNode loss = row.at("/" + path);
    if (loss.isObject()) {
      add(
          name,
          loss.path("points").doubleValue(),
          loss.path("low95").doubleValue(),
          loss.path("high95").doubleValue());
    }
  }

  private void spread(String name, JsonNode spread) {
    double median = spread.path("median").doubleValue();
    add(
        name,
        median,
        Math.min(spread.path("low").doubleValue(), median * (1 - PROCESS)),
        Math.max(spread.path("high").doubleValue(), median * (1 + PROCESS)));
  }
}
