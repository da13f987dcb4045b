package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dyvedeep.tools.data.ManyPhotos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Evaluations of thousands of photos whose process is killed, as kill -9 does, or interrupted, as
 * Ctrl-C does, and started again: none is lost and none counts twice.
 */
class KilledEvaluationTest {
  private static final int MANY = 1500;
  private static final int UNREADABLE = 1234;

  private final SplittableRandom random = new SplittableRandom(5);
  @TempDir private Path folder;

  private static void sameFigures(JsonNode expected, JsonNode found, List<String> keys) {
    for (String key : keys) {
      assertEquals(expected.at("/" + key), found.at("/" + key), key);
    }
  }

  private static List<String> with(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all;
  }

  private static JsonNode json(List<String> words) {
    return Run.json(words.toArray(String[]::new));
  }

  private static long lines(Path journal) throws IOException {
    if (!Files.exists(journal)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(journal)) {
      return lines.count();
    }
  }

  /** Where a journal is that is being written; its name may not be known beforehand. */
  @FunctionalInterface
  private interface Journal {
    Optional<Path> find() throws IOException;
  }

  /** Starts the command and stops it once its journal has grown; whether it was stopped. */
  private boolean stopSomewhere(List<String> words, Journal journal, int most, boolean kill)
      throws IOException, InterruptedException {
    long before = journal.find().isPresent() ? lines(journal.find().get()) : 0;
    long wanted = before + 1 + random.nextInt(most);
    Process process = OwnProcess.start(folder, words).process();
    while (process.isAlive()
        && (journal.find().isEmpty() || lines(journal.find().get()) < wanted)) {
      process.waitFor(2, TimeUnit.MILLISECONDS);
    }
    boolean alive = process.isAlive();
    if (kill) {
      process.destroyForcibly().waitFor();
    } else {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertTrue(process.waitFor(1, TimeUnit.MINUTES), "does not end");
      if (alive && process.exitValue() != 0) {
        assertEquals(128 + 2, process.exitValue());
        String said = Files.readString(folder.resolve("err.txt"));
        assertTrue(said.contains("dyvedeep: stopped; "), said);
        assertTrue(said.contains("the same command goes on"), said);
      }
    }
    return alive && process.exitValue() != 0;
  }

  @ParameterizedTest
  @EnumSource
  void accuracyIsThatOfAnUninterruptedRun(ManyPhotos.Layout layout) throws Exception {
    Path photos = ManyPhotos.make(folder.resolve("photos"), layout, MANY, UNREADABLE);
    List<String> words =
        List.of("eval", "cifar10-quick", "--data", photos.toString(), "--skip-unreadable");
    JsonNode whole = json(words);
    assertEquals(MANY - 1, whole.get("images").intValue());
    assertEquals(1, whole.get("unreadable").size());
    assertTrue(whole.get("unreadable").get(0).textValue().contains("1234"), whole.toString());
    Path journal = folder.resolve("journal");
    List<String> again = with(words, "--journal", journal.toString());
    int stopped = 0;
    for (boolean kill : new boolean[] {true, false, true}) {
      stopped += stopSomewhere(again, () -> Optional.of(journal), MANY / 4, kill) ? 1 : 0;
    }
    assertTrue(stopped > 0, "every process ended before it was stopped");
    sameFigures(whole, json(again), List.of("images", "top1", "top5", "unreadable"));
    assertEquals(1 + MANY, lines(journal));
  }

  @Test
  void operationsAreThoseOfAnUninterruptedRun() throws Exception {
    Path photos =
        ManyPhotos.make(folder.resolve("photos"), ManyPhotos.Layout.VAL_TXT, 200, UNREADABLE / 10);
    List<String> words = new ArrayList<>(List.of("eval", "cifar10-quick", "--effort", "zis"));
    words.addAll(List.of("--data", photos.toString(), "--skip-unreadable", "--threads", "2"));
    JsonNode whole = json(words);
    assertEquals(199, whole.get("images").intValue());
    Path journal = folder.resolve("journal");
    List<String> again = with(words, "--journal", journal.toString());
    for (boolean kill : new boolean[] {true, false, true}) {
      stopSomewhere(again, () -> Optional.of(journal), 40, kill);
    }
    sameFigures(
        whole,
        json(again),
        List.of("images", "unreadable", "top1", "top5", "dense", "loss", "ops", "layers"));
    assertEquals(1 + 200, lines(journal));
  }

  /** Rows are journalled image by image while they are not finished. */
  @Test
  void aReportIsThatOfAnUninterruptedRun() throws Exception {
    List<String> words = new ArrayList<>(List.of("reproduce", "--only", "shapes10"));
    words.addAll(List.of("--limit", "120", "--view-images", "10", "--tune-minutes", "0"));
    words.addAll(List.of("--against", "direct", "--rounds", "1", "--seconds", "0.01"));
    JsonNode whole = json(with(words, "--out", folder.resolve("whole").toString()));
    Path out = folder.resolve("out");
    Path rows = out.resolve("rows");
    List<String> again = with(words, "--out", out.toString());
    for (boolean kill : new boolean[] {true, false, true}) {
      // On a busy machine a process may end before it is stopped, and has a report then.
      if (stopSomewhere(again, () -> newest(rows), 40, kill)) {
        assertFalse(Files.exists(out.resolve("report.html")), "a report of an unfinished run");
      }
    }
    JsonNode row = json(again).get("rows").get(0);
    sameFigures(
        whole.get("rows").get(0),
        row,
        List.of("images", "ops", "loss", "top1", "dynamicTop1", "layers", "byImage", "views"));
    assertEquals(Optional.empty(), newest(rows), "journals of a finished row");
    assertTrue(new JsonMapper().readTree(rows.resolve("shapes10.json").toFile()).has("row"));
  }

  private static Optional<Path> newest(Path rows) throws IOException {
    if (!Files.isDirectory(rows)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(rows)) {
      return files
          .filter(file -> file.toString().endsWith(".journal"))
          .max((a, b) -> Long.compare(a.toFile().lastModified(), b.toFile().lastModified()));
    }
  }

  /** Who goes on with other pictures would lose some, or count some twice. */
  @Test
  void dataThatHaveChangedAreRefused() throws Exception {
    Path photos = ManyPhotos.make(folder.resolve("p"), ManyPhotos.Layout.VAL_TXT, 20, 20);
    List<String> words = new ArrayList<>(List.of("eval", "cifar10-quick"));
    words.addAll(List.of("--data", photos.toString(), "--limit", "9"));
    words.addAll(List.of("--journal", folder.resolve("journal").toString()));
    json(words);
    List<String> list = Files.readAllLines(photos.resolve("val.txt"));
    list.remove(4);
    Files.write(photos.resolve("val.txt"), list);
    Run.of(words.toArray(String[]::new)).refuses("image 5 was 4.bmp", "is 5.bmp", "journal");
  }
}
