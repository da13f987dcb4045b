package org.dyvedeep.tools.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dyvedeep.tools.contest.LayerTime;
import org.dyvedeep.tools.contest.Standing;
import org.dyvedeep.tools.report.TextTable;

/** Several contestants' times by layer, side by side. */
final class LayerColumns {
  /** Less than this is shown as nothing: the layers that only name a blob. */
  private static final double SHOWN_MS = 0.0005;

  private LayerColumns() {}

  /**
   * One layer.
   *
   * @param ms milliseconds a run, by the first contestant that has the layer
   * @param times milliseconds a run, by contestant; those that fused it into another lack it
   */
  record Row(String name, String type, double ms, Map<String, Double> times) {}

  /** The layers of all contestants that could tell, in the order in which they run. */
  static List<Row> rows(List<Standing> standings) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Standing standing : standings) {
      for (LayerTime layer : standing.layers()) {
        rows.computeIfAbsent(
                layer.name(),
                name -> new Row(name, layer.type(), layer.ms(), new LinkedHashMap<>()))
            .times()
            .merge(standing.name(), layer.ms(), Double::sum);
      }
    }
    return new ArrayList<>(rows.values());
  }

  /** The layers, and their sums by type. */
  static String table(List<Row> rows) {
    List<String> names =
        rows.stream().flatMap(row -> row.times().keySet().stream()).distinct().toList();
    Map<String, Row> types = new LinkedHashMap<>();
    Row total = new Row("all", "", 0, new LinkedHashMap<>());
    for (Row row : rows) {
      Row type = types.computeIfAbsent(row.type(), t -> new Row(t, t, 0, new LinkedHashMap<>()));
      row.times()
          .forEach(
              (name, ms) -> {
                type.times().merge(name, ms, Double::sum);
                total.times().merge(name, ms, Double::sum);
              });
    }
    TextTable layers = new TextTable(heading("layer", "type", names));
    rows.stream().filter(LayerColumns::shown).forEach(r -> layers.row(cells(r, true, names)));
    TextTable sums = new TextTable(heading("type", null, names));
    types.values().stream()
        .filter(LayerColumns::shown)
        .forEach(row -> sums.row(cells(row, false, names)));
    sums.row(cells(total, false, names));
    return "milliseconds by layer\n" + layers + "\n" + sums;
  }

  private static boolean shown(Row row) {
    return row.times().values().stream().anyMatch(ms -> ms >= SHOWN_MS);
  }

  private static String[] heading(String first, String second, List<String> names) {
    List<String> heading = new ArrayList<>(List.of(first));
    if (second != null) {
      heading.add(second);
    }
    heading.addAll(names);
    return heading.toArray(String[]::new);
  }

  private static String[] cells(Row row, boolean withType, List<String> names) {
    List<String> cells = new ArrayList<>(List.of(row.name()));
    if (withType) {
      cells.add(row.type());
    }
    for (String name : names) {
      Double ms = row.times().get(name);
      cells.add(ms == null ? "" : String.format(Locale.ROOT, "%.3f", ms));
    }
    return cells.toArray(String[]::new);
  }
}
