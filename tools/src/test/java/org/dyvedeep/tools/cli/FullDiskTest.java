package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Path journal = folder.resolve("journal");
    List<String> words = new ArrayList<>(List.of("eval", "cifar10-quick", "--quiet"));
    words.addAll(List.of("--data", photos.toString(), "--journal", journal.toString()));
    words.addAll(List.of("--format", "json"));
    limited(8, words).refuses(journal.toString(), "cannot be written", "the same command goes on");
    assertTrue(Files.size(journal) > 4000, "nothing was kept");
    JsonNode after = Run.of(words.toArray(String[]::new)).json();
    Files.delete(journal);
    JsonNode whole = Run.of(words.toArray(String[]::new)).json();
    for (String key : List.of("images", "top1", "top5")) {
      assertEquals(whole.get(key), after.get(key), key);
    }
  }

  /** Nothing half-written lies there under the name of a report or a finished row. */
  @Test
  void aReportIsWholeOrNotThere() throws Exception {
    Path out = folder.resolve("out");
    List<String> words = new ArrayList<>(List.of("reproduce", "--only", "shapes10", "--quiet"));
    words.addAll(List.of("--limit", "4", "--view-images", "2", "--tune-minutes", "0"));
    words.addAll(List.of("--against", "direct", "--rounds", "1", "--seconds", "0.01"));
    words.addAll(List.of("--out", out.toString()));
    // OpenBLAS is unpacked into a cache at its first use: not under the limit.
    Run.json(words.toArray(String[]::new));
    long row = Files.size(out.resolve("rows").resolve("shapes10.json"));
    long page = Files.size(out.resolve("report.html"));
    remove(out);
    limited((int) (row / 2048), words).refuses("shapes10.json", "cannot be written");
    assertEquals(List.of(), names(out.resolve("rows"), ".json"));
    assertEquals(List.of(), names(out, "report"));
    limited((int) (Math.max(row, page / 2) / 1024 + 1), words)
        .refuses("report.html", "cannot be written");
    assertFalse(Files.exists(out.resolve("report.html")));
    assertEquals(List.of(), names(out, "."), "parts of files");
    assertEquals(0, Run.of(words.toArray(String[]::new)).status());
    assertEquals(page, Files.size(out.resolve("report.html")), 200);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  private static List<String> names(Path folder, String word) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> word.equals(".") ? name.startsWith(word) : name.contains(word))
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
