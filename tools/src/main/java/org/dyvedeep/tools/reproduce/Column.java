package org.dyvedeep.tools.reproduce;

import java.util.Locale;
import java.util.function.Function;

/**
 * A column of the report's tables.
 *
 * @param key its name in CSV
 * @param title its heading
 * @param numeric whether its values are numbers
 * @param show how a value is shown
 * @param value a number, a text, or null for nothing
 */
record Column(
    String key,
    String title,
    boolean numeric,
    Function<Object, String> show,
    Function<Row, Object> value) {
  static final String NOTHING = "–";
  static final String FACTOR = "%.2f x";
  static final String SIGNED = "%+.2f";

  static <T> Column text(String key, String title, Function<Row, T> value) {
    return new Column(key, title, false, Object::toString, value::apply);
  }

  static <T> Column number(String key, String title, String format, Function<Row, T> value) {
    return new Column(
        key, title, true, found -> String.format(Locale.ROOT, format, found), value::apply);
  }

  /** Milliseconds, to three or four digits: more would be noise. */
  static Column millis(String key, String title, Function<Row, Double> value) {
    return new Column(key, title, true, found -> millis((Double) found), value::apply);
  }

  /** Milliseconds for people. */
  static String millis(double ms) {
    String format = ms < 1 ? "%.3f" : ms < 10 ? "%.2f" : "%.1f";
    return String.format(Locale.ROOT, format, ms);
  }

  /** The value as programs read it; empty for nothing. */
  String plain(Row row) {
    Object found = value.apply(row);
    return found == null ? "" : found.toString();
  }

  /** The value as people read it. */
  String shown(Row row) {
    Object found = value.apply(row);
    return found == null ? NOTHING : show.apply(found);
  }
}
