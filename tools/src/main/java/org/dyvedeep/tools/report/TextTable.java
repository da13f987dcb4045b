package org.dyvedeep.tools.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns; columns of numbers are aligned to the right. */
public final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  /** Starts a table with its heading. */
  public TextTable(String... heading) {
    rows.add(List.of(heading));
  }

  /** Adds a row with as many cells as the heading has. */
  public TextTable row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          cells.length + " cells under a heading of " + rows.get(0).size());
    }
    rows.add(List.of(cells));
    return this;
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    boolean[] numeric = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      widths[c] = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      numeric[c] =
          rows.stream().skip(1).allMatch(row -> row.get(column).matches("[-+0-9.,%]*( x)?"));
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String pad = " ".repeat(widths[c] - row.get(c).length());
        line.append(numeric[c] ? pad + row.get(c) : row.get(c) + pad).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
