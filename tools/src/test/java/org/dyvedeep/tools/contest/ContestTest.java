package org.dyvedeep.tools.contest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.tools.worker.FakeWorker;
import org.dyvedeep.tools.worker.Worker;
import org.dyvedeep.tools.worker.WorkerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Turns, ratios, and contestants that do not come or do not stay. */
class ContestTest {
  private static final int MANY = 1000;
  private static final long MS = 1_000_000;
  private static final ContestSettings SETTINGS =
      new ContestSettings(1, Duration.ofMillis(4), Duration.ofMillis(8), Duration.ZERO);

  private final List<Worker> started = Collections.synchronizedList(new ArrayList<>());

  private static final Map<String, float[]> INPUT = Map.of("prob", new float[] {0.25f, 0.75f});

  private static Contest contest() {
    return new Contest(SETTINGS, List.of(INPUT));
  }

  private Entry entry(String name, long nanos, int turns) {
    return new Entry(
        name,
        true,
        () -> {
          Worker worker = new Worker(FakeWorker.command(name, nanos, turns));
          started.add(worker);
          return worker;
        });
  }

  private static void enter(Contest contest, Entry... entries) {
    contest.enter(List.of(entries), 1, entered -> {});
  }

  private void assertNobodyIsLeft() {
    assertFalse(started.stream().anyMatch(Worker::alive));
  }

  @Test
  void everybodyHasATurnInEachRound() {
    try (Contest contest = contest()) {
      enter(contest, entry("slow", 4 * MS, MANY), entry("fast", MS, MANY));
      for (int i = 0; i < 3; i++) {
        contest.round();
      }
      contest.splitByLayer();
      List<Standing> standings = contest.standings("prob", 2);
      assertEquals(List.of("slow", "fast"), standings.stream().map(Standing::name).toList());
      Standing slow = standings.get(0);
      Standing fast = standings.get(1);
      assertEquals(4, slow.millis().median());
      assertEquals(1, fast.millis().p90());
      // A round is 8 ms long.
      assertEquals(3 * 2, slow.runs());
      assertEquals(3 * 8, fast.runs());
      assertEquals(4, fast.timesAsFastAs(slow).median());
      assertArrayEquals(new float[] {0.25f, 0.75f}, fast.scores());
      assertEquals(List.of(new LayerTime("only", "Fake", 4)), slow.layers());
      assertEquals(List.of(), contest.missing());
    }
    assertNobodyIsLeft();
  }

  /** Whoever is warm first, the order is that of the entries. */
  @Test
  void contestantsMayBeWarmedUpAtTheSameTime() {
    Entry refused =
        new Entry(
            "refused",
            false,
            () -> {
              throw new WorkerException("there is none");
            });
    List<Long> progress = new ArrayList<>();
    try (Contest contest = contest()) {
      contest.enter(
          List.of(entry("slow", 4 * MS, MANY), refused, entry("fast", MS, MANY), refused),
          3,
          progress::add);
      contest.round();
      assertEquals(
          List.of("slow", "fast"),
          contest.standings("prob", 2).stream().map(Standing::name).toList());
      assertEquals(
          List.of("refused", "refused"), contest.missing().stream().map(Missing::name).toList());
      assertEquals(List.of(1L, 2L, 3L, 4L), progress);
    }
    assertNobodyIsLeft();
  }

  @Test
  void eachInputHasTheSameShare() {
    List<Map<String, float[]>> inputs =
        List.of(INPUT, Map.of("prob", new float[] {1, 0}), Map.of("prob", new float[] {0, 1}));
    try (Contest contest = new Contest(SETTINGS, inputs)) {
      enter(contest, entry("slow", 4 * MS, MANY), entry("fast", MS, MANY));
      contest.round();
      List<Standing> standings = contest.standings("prob", 2);
      // A round is 8 ms long, and longer if that is no whole number of turns.
      assertEquals(3, standings.get(0).runs());
      assertEquals(9, standings.get(1).runs());
      assertArrayEquals(new float[] {0.25f, 0.75f, 1, 0, 0, 1}, standings.get(0).scores());
    }
  }

  @Test
  void whoCrashesIsMissingAndTheOthersGoOn() {
    // Warming up takes the first: at 4 ms, one run is enough.
    Entry crashing = entry("crashing", 4 * MS, 2);
    try (Contest contest = contest()) {
      enter(contest, crashing, entry("steady", MS, MANY));
      contest.round();
      contest.round();
      contest.round();
      List<Standing> standings = contest.standings("prob", 2);
      assertEquals(List.of("steady"), standings.stream().map(Standing::name).toList());
      assertEquals(3 * 8, standings.get(0).runs());
      assertMissing(contest, "crashing", "Check failed: turns left");
    }
    assertNobodyIsLeft();
  }

  private static void assertMissing(Contest contest, String name, String reason) {
    assertEquals(1, contest.missing().size(), contest.missing().toString());
    Missing missing = contest.missing().get(0);
    assertEquals(name, missing.name());
    assertTrue(missing.reason().contains(reason), missing.reason());
    assertFalse(missing.reason().contains("\n"), missing.reason());
  }

  @Test
  void whoIsKilledIsMissing() {
    try (Contest contest = contest()) {
      enter(contest, entry("steady", MS, MANY), entry("victim", MS, MANY));
      contest.round();
      ProcessHandle.of(started.get(1).pid()).orElseThrow().destroyForcibly();
      contest.round();
      assertMissing(contest, "victim", "victim ended");
      assertEquals(1, contest.standings("prob", 2).size());
    }
    assertNobodyIsLeft();
  }

  @Test
  void otherScoresAreNotCompared() {
    try (Contest contest = contest()) {
      enter(contest, entry("short", MS, MANY));
      contest.round();
      assertEquals(List.of(), contest.standings("prob", 3));
      assertMissing(contest, "short", "short gives 2 scores, not 3");
    }
    assertNobodyIsLeft();
  }

  @Test
  void whoCannotBeHadIsMissingWithTheCommandThatHelps(@TempDir Path project) throws IOException {
    Entries entries = new Entries(null, null, 1, Optional.empty(), project);
    for (String name : List.of("opencv", "onnxruntime")) {
      try (Contest contest = contest()) {
        enter(contest, entries.of(name));
        assertMissing(contest, name, "fetch it (140 MB) with: mvn -B -q -Ppeers -pl tools/peers");
      }
    }
    try (Contest contest = contest()) {
      enter(contest, entries.of("caffe"));
      assertMissing(contest, "caffe", "native Caffe");
    }
  }
}
