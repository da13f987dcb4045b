package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dyvedeep.tools.data.ManyPhotos;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that cannot be written to their end. The shell's limit on the size of files stands in for a
 * full disk: a write fails in the middle, with another word for the reason.
 */
class FullDiskTest {
  private static final Path SHELL = Path.of("/bin/bash");
  private static final Path FULL = Path.of("/dev/full");

  private static final String NET =
      """
      layer { name: "data" type: "Input" top: "data"
        input_param { shape { dim: 1 dim: 3 dim: 32 dim: 32 } } }
      layer { name: "fc" type: "InnerProduct" bottom: "data" top: "fc"
        inner_product_param { num_output: 10 } }
      layer { name: "prob" type: "Softmax" bottom: "fc" top: "prob" }
      """;

  @TempDir private Path folder;

  /** Runs the command with files of so many units of 1024 bytes at most. */
  private Run limited(int kilobytes, List<String> words) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(SHELL), "no " + SHELL + ": files are not limited");
    List<String> shell =
        List.of(SHELL.toString(), "-c", "ulimit -f " + kilobytes + "; exec \"$@\"", "limited");
    return OwnProcess.start(folder, shell, words).end();
  }

  @Test
  void aJournalGoesOnWhenThereIsRoomAgain() throws Exception {
    Path photos = ManyPhotos.make(folder.resolve("p"), ManyPhotos.Layout.VAL_TXT, 300, 300);
    Path net = Files.writeString(folder.resolve("net.prototxt"), NET);
    Path journal = folder.resolve("journal");
    List<String> words = new ArrayList<>(List.of("eval", net.toString(), "--quiet"));
    words.addAll(List.of("--data", photos.toString(), "--journal", journal.toString()));
    words.addAll(List.of("--format", "json"));
    Run full = limited(8, words);
    assertEquals(2, full.status(), full.err());
    assertTrue(full.err().contains("dyvedeep: " + journal + " cannot be written"), full.err());
    assertTrue(full.err().contains("the same command goes on"), full.err());
    assertTrue(Files.size(journal) > 4000, "nothing was kept");
    JsonNode after = Run.of(words.toArray(String[]::new)).json();
    Files.delete(journal);
    JsonNode whole = Run.of(words.toArray(String[]::new)).json();
    for (String key : List.of("images", "top1", "top5")) {
      assertEquals(whole.get(key), after.get(key), key);
    }
  }

  private static List<String> report(Path out) {
    List<String> words = new ArrayList<>(List.of("reproduce", "--only", "shapes10", "--quiet"));
    words.addAll(List.of("--limit", "4", "--view-images", "2", "--tune-minutes", "0"));
    words.addAll(List.of("--against", "direct", "--rounds", "1", "--seconds", "0.01"));
    words.addAll(List.of("--out", out.toString()));
    return words;
  }

  /** A full disk ends the run: it is no failure of one row that a report is written about. */
  @Test
  void noReportIsWrittenAboutAFullDisk() throws Exception {
    // OpenBLAS is unpacked into a cache at its first use: not under the limit.
    Run.json(report(folder.resolve("before")).toArray(String[]::new));
    Path out = folder.resolve("out");
    Run full = limited(16, report(out));
    assertEquals(2, full.status(), full.err());
    assertTrue(full.err().contains(" cannot be written: "), full.err());
    assertFalse(Files.exists(out.resolve("report.json")));
  }

  /** What was measured is kept, although the page could not be written. */
  @Test
  void aReportIsWholeOrNotThere() throws Exception {
    Path out = folder.resolve("out");
    String[] words = report(out).toArray(String[]::new);
    Path page = Files.createDirectories(out.resolve("report.html"));
    Run.of(words).refuses("report.html", "cannot be written");
    assertEquals(List.of(), names(out, "."), "parts of files");
    Files.delete(page);
    Path row = out.resolve("rows").resolve("shapes10.json");
    FileTime measured = Files.getLastModifiedTime(row);
    Run.json(words);
    assertTrue(Files.readString(page).stripTrailing().endsWith("</html>"));
    assertEquals(measured, Files.getLastModifiedTime(row));
  }

  private static List<String> names(Path folder, String start) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(start))
          .toList();
    }
  }

  @Test
  void aReportThatIsLostIsNoSuccess() throws Exception {
    Assumptions.assumeTrue(Files.exists(FULL), "no " + FULL);
    List<String> shell =
        List.of(SHELL.toString(), "-c", "exec \"$@\" > " + FULL, "to a full device");
    Run run = OwnProcess.start(folder, shell, List.of("plan", "--help")).end();
    assertEquals(2, run.status(), run.err());
    assertTrue(run.err().contains("standard output"), run.err());
  }
}
