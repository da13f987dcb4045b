package org.dyvedeep.tools.reproduce;

import java.util.Locale;
import java.util.function.Function;

/**
 * A column of the report's tables.
 *
 * @param key its name in CSV
 * @param title its heading
 * @param format how numbers are shown
 * @param value a number, a text, or null for nothing
 */
record Column(String key, String title, String format, Function<Row, Object> value) {
  static final String NOTHING = "–";

  static Column text(String key, String title, Function<Row, Object> value) {
    return new Column(key, title, "%s", value);
  }

  static Column number(String key, String title, String format, Function<Row, Object> value) {
    return new Column(key, title, format, value);
  }

  /** The value as programs read it; empty for nothing. */
  String plain(Row row) {
    Object found = value.apply(row);
    return found == null ? "" : found.toString();
  }

  /** The value as people read it. */
  String shown(Row row) {
    Object found = value.apply(row);
    return found == null ? NOTHING : String.format(Locale.ROOT, format, found);
  }

  boolean numeric() {
    return !format.equals("%s");
  }
}
