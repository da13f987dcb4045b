package org.dyvedeep.tools.reproduce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dyvedeep.tools.report.TextTable;

/**
 * A report held against a second run.
 *
 * @param compared how many figures both have
 * @param moved those that differ by more than the noise of both
 * @param gone those that the second run does not have
 * @param differences what the two were measured with, where that differs
 */
public record Recheck(int compared, List<Move> moved, List<String> gone, List<String> differences) {
  /** One figure in both runs. */
  public record Move(Figure before, Figure now) {}

  /**
   * Compares two reports' JSON forms.
   *
   * @param before the report that is checked
   * @param now the second run
   */
  public static Recheck of(JsonNode before, JsonNode now) {
    Map<String, Figure> old = Figures.of(before);
    Map<String, Figure> found = Figures.of(now);
    List<Move> moved = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    old.forEach(
        (name, figure) -> {
          Figure again = found.get(name);
          if (again == null) {
            gone.add(name);
          } else if (again.movedFrom(figure)) {
            moved.add(new Move(figure, again));
          }
        });
    return new Recheck(old.size() - gone.size(), moved, gone, differences(before, now));
  }

  private static List<String> differences(JsonNode before, JsonNode now) {
    List<String> differences = new ArrayList<>();
    for (String key : List.of("commit", "processor", "cores", "system", "java", "blas")) {
      compare(key, before.at("/provenance/" + key), now.at("/provenance/" + key), differences);
    }
    for (JsonNode row : before.path("rows")) {
      for (JsonNode other : now.path("rows")) {
        if (row.path("id").equals(other.path("id"))) {
          String of = " of " + row.path("id").asText();
          for (String key : List.of("weights/sha256", "dataSha256", "plan/sha256")) {
            compare(key + of, row.at("/" + key), other.at("/" + key), differences);
          }
        }
      }
    }
    return differences;
  }

  private static void compare(
      String what, JsonNode before, JsonNode now, List<String> differences) {
    if (!before.equals(now)) {
      differences.add(what + ": was " + before.asText() + ", is " + now.asText());
    }
  }

  /** Whether every figure was found again. */
  public boolean holds() {
    return moved.isEmpty() && gone.isEmpty();
  }

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (!moved.isEmpty()) {
      TextTable table = new TextTable("benchmark", "figure", "was", "noise", "is", "noise now");
      for (Move move : moved) {
        table.row(
            move.before.benchmark(),
            move.before.name(),
            number(move.before.value()),
            number(move.before.low()) + " to " + number(move.before.high()),
            number(move.now.value()),
            number(move.now.low()) + " to " + number(move.now.high()));
      }
      text.append("moved beyond their noise:\n").append(table).append('\n');
    }
    gone.forEach(name -> text.append("not measured again: ").append(name).append('\n'));
    differences.forEach(what -> text.append("another ").append(what).append('\n'));
    return text.append(
            String.format(
                Locale.ROOT,
                "%d figures compared: %d moved, %d not measured again%n",
                compared,
                moved.size(),
                gone.size()))
        .toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
