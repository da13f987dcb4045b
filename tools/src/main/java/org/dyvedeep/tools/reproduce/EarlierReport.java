package org.dyvedeep.tools.reproduce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A report's JSON form, read back to be checked. */
public final class EarlierReport {
  private static final String ROWS = "rows";

  private EarlierReport() {}

  /**
   * Reads a report.
   *
   * @throws IOException if it cannot be read, or is none
   */
  public static JsonNode read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(
          file + " is no file; give the report.json that an earlier reproduce has written");
    }
    try {
      JsonNode report = new JsonMapper().readTree(file.toFile());
      if (report.path(ROWS).isArray() && report.path("provenance").path("settings").isObject()) {
        return report;
      }
    } catch (JsonProcessingException e) {
      throw notOne(file, e.getOriginalMessage(), e);
    }
    throw notOne(file, "it lacks rows, or what they were measured with", null);
  }

  private static IOException notOne(Path file, String why, Exception cause) {
    return new IOException(
        file + " is no report of reproduce (" + why + "); give its report.json", cause);
  }

  /** How it was measured; variants of plans are left out, whose figures are not compared. */
  public static Provenance.Settings settings(Path file, JsonNode report) throws IOException {
    ObjectNode settings = ((ObjectNode) report.path("provenance").path("settings")).deepCopy();
    settings.put("viewImages", 0);
    settings.putArray("budgets");
    try {
      return new JsonMapper().treeToValue(settings, Provenance.Settings.class);
    } catch (JsonProcessingException e) {
      throw notOne(file, e.getOriginalMessage(), e);
    }
  }

  /** The benchmarks that have figures. */
  public static List<String> measured(JsonNode report) {
    List<String> ids = new ArrayList<>();
    for (JsonNode row : report.path(ROWS)) {
      if (row.path("ops").isObject()) {
        ids.add(row.path("id").asText());
      }
    }
    return ids;
  }

  /** The same with the rows of some benchmarks only. */
  public static JsonNode only(JsonNode report, List<Benchmark> benchmarks) {
    ObjectNode some = report.deepCopy();
    ArrayNode rows = some.putArray(ROWS);
    for (JsonNode row : report.path(ROWS)) {
      if (benchmarks.stream().anyMatch(b -> b.id().equals(row.path("id").asText()))) {
        rows.add(row);
      }
    }
    return some;
  }
}
