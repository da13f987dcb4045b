package org.dyvedeep.tools.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What goes to a worker's process comes back, and the process ends in every case. */
class WorkerTest {
  private static final int MANY = 1000;

  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  @Test
  void answersTravelThroughTheProcess(@TempDir Path folder) throws IOException {
    Path network = Files.createFile(folder.resolve("net"));
    Worker worker = new Worker(FakeWorker.command("fake", 5, MANY));
    try (worker) {
      worker.load(network, Optional.empty(), Map.of("data", new int[] {1, 3, 227}));
      assertArrayEquals(new float[] {1, 3, 227}, worker.read("data"));
      assertArrayEquals(new float[] {network.toString().length(), 0}, worker.read("lengths"));
      float[] values = {1.5f, -0f, Float.NaN, Float.MIN_VALUE};
      worker.write("data", values);
      assertArrayEquals(values, worker.read("data"));
      worker.forward();
      assertArrayEquals(new float[] {1}, worker.read("ran"));
      assertArrayEquals(new long[] {5, 5, 5}, worker.time(3));
      assertEquals(List.of(new Worker.Layer("only", "Fake")), worker.layers());
      assertArrayEquals(new long[] {5}, worker.timeLayers());
      OptionalDouble peak = worker.peakMegabytes();
      assertTrue(peak.isEmpty() || peak.getAsDouble() > 1, peak.toString());
    }
    assertFalse(runs(worker.pid()));
    assertFalse(Files.exists(worker.folder()));
  }

  @Test
  void timedRunsTakeInputsInTurn() throws IOException {
    try (Worker worker = new Worker(FakeWorker.command("fake", 5, MANY))) {
      worker.writeInputs(List.of(Map.of("prob", new float[] {7}), Map.of("prob", new float[] {8})));
      worker.time(3);
      worker.time(1);
      assertArrayEquals(new float[] {7, 8, 7, 7}, worker.read("ran"));
    }
  }

  @Test
  void refusalsLeaveItRunning() throws IOException {
    try (Worker worker = new Worker(FakeWorker.command("fake", 5, MANY))) {
      says("fake, reading nope: there is no blob nope", () -> worker.read("nope"));
      Path nowhere = Path.of("nowhere.net");
      says("nowhere.net cannot be read", () -> worker.load(nowhere, Optional.empty()));
      worker.forward();
    }
  }

  private static void says(String expected, Executable what) {
    String message = assertThrows(WorkerException.class, what).getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void lastWordsOfACrashAreTold() throws IOException {
    Worker worker = new Worker(FakeWorker.command("fake", 5, 1));
    try (worker) {
      worker.time(1);
      says(
          "fake ended (status 134) while timing runs: Check failed: turns left",
          () -> worker.time(1));
      assertFalse(worker.alive());
      assertThrows(WorkerException.class, worker::forward);
    }
    assertFalse(Files.exists(worker.folder()));
  }

  @Test
  void impatienceEndsIt() throws IOException {
    WorkerCommand patient = FakeWorker.command("fake", 5, 0);
    WorkerCommand hasty =
        new WorkerCommand(
            "fake",
            patient.classPath(),
            patient.main(),
            patient.arguments(),
            patient.flags(),
            patient.environment(),
            Duration.ofSeconds(5));
    try (Worker worker = new Worker(hasty)) {
      says("fake was ended: timing runs took longer than PT5S", () -> worker.time(1));
      assertFalse(runs(worker.pid()));
    }
  }

  @Test
  void aProgramThatIsNoWorkerIsNotWaitedFor() {
    WorkerCommand other =
        new WorkerCommand(
            "other",
            "nowhere",
            "org.dyvedeep.Nothing",
            List.of(),
            List.of(),
            Map.of(),
            Duration.ofMinutes(1));
    says("other ended (status 1) while starting", () -> new Worker(other).close());
  }
}
