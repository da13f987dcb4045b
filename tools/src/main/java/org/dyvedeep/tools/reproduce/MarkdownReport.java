package org.dyvedeep.tools.reproduce;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report as GitHub's Markdown. */
final class MarkdownReport {
  private MarkdownReport() {}

  static String text(Reproduction report) {
    StringBuilder text = new StringBuilder("# DyVEDeep, reproduced\n\n");
    text.append(cell(Answer.CLAIM)).append("\n\n");
    Answer.sentences(report.rows(), report.provenance().settings().maxLoss())
        .forEach(sentence -> text.append("- ").append(cell(sentence)).append('\n'));
    text.append('\n');
    table(text, Answer.table(), report.rows());
    Tables.of(report.rows()).forEach(table -> table(text, table, report.rows()));
    missing(text, report.rows());
    grids(text, report.rows());
    text.append("## How operations are counted\n\n");
    report.countingRules().forEach(rule -> text.append("- ").append(rule).append('\n'));
    text.append("\n## Measured with\n\n");
    Facts.of(report).forEach((fact, value) -> item(text, fact, value));
    return text.toString();
  }

  private static void table(StringBuilder text, Tables.Table table, List<Row> rows) {
    text.append("## ").append(table.title()).append("\n\n");
    line(text, table.columns(), Column::title);
    line(text, table.columns(), column -> column.numeric() ? "--:" : "---");
    for (Row row : rows) {
      line(text, table.columns(), column -> column.shown(row));
    }
    text.append('\n').append(table.note()).append("\n\n");
  }

  private static void missing(StringBuilder text, List<Row> rows) {
    List<Row> incomplete =
        rows.stream().filter(row -> !row.missing().isEmpty() || row.failure() != null).toList();
    if (incomplete.isEmpty()) {
      return;
    }
    text.append("## Missing\n\n");
    for (Row row : incomplete) {
      row.missing().forEach(sentence -> item(text, row.benchmark(), sentence));
      if (row.failure() != null) {
        item(text, row.benchmark(), "FAILED: " + row.failure());
      }
    }
    text.append('\n');
  }

  private static void grids(StringBuilder text, List<Row> rows) {
    for (Row row : rows.stream().filter(Row::measured).toList()) {
      for (Grid grid : Grids.of(row)) {
        text.append("## ").append(cell(grid.title())).append("\n\n");
        List<Grid.Cell> first = grid.rows().get(0);
        text.append(line(grid.heads()));
        text.append(line(first.stream().map(c -> c.numeric() ? "--:" : "---").toList()));
        grid.rows()
            .forEach(cells -> text.append(line(cells.stream().map(Grid.Cell::shown).toList())));
        text.append('\n').append(cell(grid.note())).append("\n\n");
      }
    }
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(MarkdownReport::cell)
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static void line(
      StringBuilder text, List<Column> columns, Function<Column, String> cell) {
    text.append(line(columns.stream().map(cell).toList()));
  }

  private static void item(StringBuilder text, String what, String value) {
    text.append("- ").append(cell(what)).append(": ").append(cell(value)).append('\n');
  }

  /** What would end a cell or begin a tag is written so that it does not. */
  private static String cell(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replaceAll("\\R", " ");
  }
}
