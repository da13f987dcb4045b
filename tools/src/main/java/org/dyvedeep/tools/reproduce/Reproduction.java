package org.dyvedeep.tools.reproduce;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dyvedeep.caffe.write.WholeFile;
import org.dyvedeep.knobs.count.CountingRules;
import org.dyvedeep.tools.report.TextTable;

/**
 * A whole report.
 *
 * @param rows one a benchmark
 * @param report path of the page; the other files lie beside it
 * @param provenance what they were measured with
 * @param countingRules how operations are counted
 * @param pictures where effort went, by benchmark; not part of the JSON report
 */
public record Reproduction(
    List<Row> rows,
    String report,
    Provenance provenance,
    List<String> countingRules,
    @JsonIgnore Map<String, List<EffortPicture>> pictures) {
  /** A report on rows, to be written into a folder. */
  public static Reproduction of(
      Path folder,
      List<Row> rows,
      Provenance provenance,
      Map<String, List<EffortPicture>> pictures) {
    String page = folder.resolve("report.html").toString();
    return new Reproduction(rows, page, provenance, CountingRules.lines(), pictures);
  }

  /**
   * Writes {@code report.json}, {@code .csv}, {@code .md} and {@code .html}, each whole or not at
   * all.
   */
  public void write() throws IOException {
    Path page = Path.of(report);
    Path folder = page.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    byte[] json = new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    WholeFile.write(folder.resolve("report.json"), out -> out.write(json));
    write(folder.resolve("report.csv"), Tables.csv(rows));
    write(folder.resolve("report.md"), MarkdownReport.text(this));
    write(page, HtmlReport.text(this));
  }

  /** The tables as lines of text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    List<Tables.Table> tables = new ArrayList<>(List.of(Answer.table()));
    tables.addAll(Tables.of(rows));
    for (Tables.Table table : tables) {
      TextTable lines =
          new TextTable(table.columns().stream().map(Column::title).toArray(String[]::new));
      for (Row row : rows) {
        lines.row(table.columns().stream().map(c -> c.shown(row)).toArray(String[]::new));
      }
      text.append(table.title()).append('\n').append(lines).append('\n');
    }
    for (Row row : rows) {
      row.missing().forEach(m -> text.append("missing, " + row.benchmark() + ": " + m + "\n"));
      if (row.failure() != null) {
        text.append("FAILED, " + row.benchmark() + ": " + row.failure() + "\n");
      }
    }
    text.append('\n');
    Answer.sentences(rows, provenance.settings().maxLoss())
        .forEach(sentence -> text.append(sentence).append('\n'));
    return text.append("\nreport: ").append(report).append('\n').toString();
  }

  private static void write(Path file, String text) throws IOException {
    WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
