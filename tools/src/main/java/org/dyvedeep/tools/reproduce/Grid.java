package org.dyvedeep.tools.reproduce;

import java.util.List;
import java.util.Locale;

/**
 * A table of one benchmark, for all forms of the report.
 *
 * @param title its caption
 * @param note what a reader has to know; may be empty
 * @param heads of the columns; the first column names the rows
 * @param rows cells from left to right
 */
record Grid(String title, String note, List<String> heads, List<List<Cell>> rows) {
  /**
   * A cell.
   *
   * @param shown for people
   * @param sort what rows are sorted by
   * @param numeric whether that is a number
   */
  record Cell(String shown, String sort, boolean numeric) {
    static Cell text(String text) {
      return new Cell(text, text, false);
    }

    static Cell number(String format, Number value) {
      return new Cell(String.format(Locale.ROOT, format, value), value.toString(), true);
    }
  }
}
