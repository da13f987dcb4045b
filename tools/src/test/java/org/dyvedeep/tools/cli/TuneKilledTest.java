package org.dyvedeep.tools.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.dyvedeep.knobs.plan.EffortPlanFile;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the tuner's process, as kill -9 does, and starts it again. */
class TuneKilledTest {
  private static final int KILLS = 4;
  private static final int PIXELS = 32 * 32;
  private static final String NET =
      """
      layer { name: "data" type: "Input" top: "data"
        input_param { shape { dim: 1 dim: 3 dim: 32 dim: 32 } } }
      layer { name: "conv" type: "Convolution" bottom: "data" top: "conv"
        convolution_param { num_output: 8 kernel_size: 5 stride: 2 } }
      layer { name: "relu" type: "ReLU" bottom: "conv" top: "conv" }
      layer { name: "fc" type: "InnerProduct" bottom: "conv" top: "fc"
        inner_product_param { num_output: 10 } }
      layer { name: "prob" type: "Softmax" bottom: "fc" top: "prob" }
      """;

  private final SplittableRandom random = new SplittableRandom(9);
  @TempDir private Path folder;
  private Path plan;
  private Path state;
  private List<String> arguments;

  @BeforeEach
  void makeNetworkAndPictures() throws IOException {
    plan = folder.resolve("plan.json");
    state = folder.resolve("plan.json.state");
    Path net = Files.writeString(folder.resolve("net.prototxt"), NET, US_ASCII);
    byte[] records = new byte[80 * (1 + 3 * PIXELS)];
    for (int i = 0; i < records.length; i++) {
      int byteOfRecord = i % (1 + 3 * PIXELS);
      // Noise in stripes: rows of it differ, so that layers have something to tell apart.
      records[i] = (byte) (byteOfRecord == 0 ? i % 10 : random.nextInt(byteOfRecord % 97 + 1));
    }
    Path pictures = Files.write(folder.resolve("pictures.bin"), records);
    arguments =
        List.of(
            "tune",
            net.toString(),
            "--data",
            pictures.toString(),
            "--max-loss",
            "20",
            "--force",
            "--quiet",
            "-o",
            plan.toString());
  }

  private Map<String, LayerEffort> layers() throws IOException {
    return EffortPlanFile.read(plan).layers();
  }

  @Test
  void leavesNoHalfPlanAndGoesOnToTheSameOne() throws IOException, InterruptedException {
    assertEquals(0, Run.of(arguments.toArray(String[]::new)).status());
    Map<String, LayerEffort> uninterrupted = layers();
    Files.delete(plan);
    int killed = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      killed += killSomewhere() ? 1 : 0;
      if (Files.exists(plan)) {
        assertEquals(uninterrupted, layers());
      }
    }
    assertTrue(killed > 0, "every process ended before it was killed");
    Files.deleteIfExists(plan);
    Run last = OwnProcess.start(folder, arguments).end();
    assertEquals(0, last.status(), last.err());
    assertEquals(uninterrupted, layers());
    assertFalse(Files.exists(state));
  }

  @Test
  void interruptedItStillSaysHowItEnded() throws IOException, InterruptedException {
    OwnProcess own = OwnProcess.start(folder, arguments);
    while (wholeLines() < 2) {
      boolean ended = own.process().waitFor(1, TimeUnit.MILLISECONDS);
      assertFalse(ended, "ended before it was interrupted");
    }
    // SIGTERM, which ends a process as Ctrl-C does: by its shutdown hooks.
    own.process().destroy();
    Run run = own.end();
    String said = run.out() + run.err();
    boolean stopped = said.contains("was stopped before it found a plan");
    assertTrue(stopped || said.contains("written to " + plan), said);
    assertEquals(stopped, !Files.exists(plan));
  }

  /** Kills a new process once its journal has grown by some lines, and a little later. */
  private boolean killSomewhere() throws IOException, InterruptedException {
    long lines = wholeLines() + random.nextInt(4);
    Process process = OwnProcess.start(folder, arguments).process();
    while (process.isAlive() && wholeLines() < lines) {
      assertFalse(process.waitFor(1, TimeUnit.MILLISECONDS) && process.exitValue() != 0);
    }
    process.waitFor(random.nextInt(1000), TimeUnit.MICROSECONDS);
    boolean alive = process.isAlive();
    process.destroyForcibly().waitFor();
    requireWholeState();
    return alive;
  }

  private long wholeLines() throws IOException {
    return text().chars().filter(c -> c == '\n').count();
  }

  /** The journal; nothing where it is not there yet or has been removed. */
  private String text() throws IOException {
    try {
      return Files.readString(state);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /** All lines of the journal but the last, which may have been cut off, are JSON. */
  private void requireWholeState() throws IOException {
    String text = text();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      requireJson(line);
    }
  }

  private static void requireJson(String line) {
    try {
      new JsonMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a line of the state is damaged: " + line, e);
    }
  }
}
