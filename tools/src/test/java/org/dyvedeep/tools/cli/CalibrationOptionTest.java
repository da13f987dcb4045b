package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.plan.CostModel;
import org.dyvedeep.tools.model.CalibrationFile;
import org.dyvedeep.tools.worker.WorkerException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CalibrationOptionTest {
  private static final CostModel COSTS = new CostModel(12.5, 3.25, 100, 250, 500, 7, 0.5);

  @TempDir private Path cache;
  private CalibrationFile file;
  private final List<String> said = new ArrayList<>();
  private int measured;

  @BeforeEach
  void place() {
    file = new CalibrationFile(cache.resolve("kernel-costs.json"));
  }

  @Command
  private static final class Words {
    @Mixin private final CalibrationOption option = new CalibrationOption();
  }

  private void prepare(String... words) throws IOException {
    Words parsed = new Words();
    new CommandLine(parsed).parseArgs(words);
    said.clear();
    parsed.option.prepare(
        file,
        () -> {
          measured++;
          file.write(COSTS);
        },
        said::add);
    assertEquals(1, said.size(), said::toString);
  }

  private void says(String words) {
    assertTrue(said.get(0).contains(words), said::toString);
  }

  @Test
  void costsAreMeasuredOnce() throws IOException {
    prepare();
    says("measuring them");
    prepare();
    says("calibrated on this machine");
    assertEquals(1, measured);
    assertEquals(COSTS, file.costs());
  }

  @Test
  void whoDoesNotWantItGetsDefaults() throws IOException {
    prepare("--no-calibration");
    says("defaults");
    assertEquals(0, measured);
    assertEquals(CostModel.defaults(), file.costs());
  }

  @Test
  void whatIsKeptCountsAllTheSame() throws IOException {
    file.write(COSTS);
    prepare("--no-calibration");
    says("calibrated on this machine");
  }

  @Test
  void whatCannotBeTrueIsMeasuredAnew() throws IOException {
    file.write(new CostModel(0.4, 40, 80, 190, 400, 0.7, 0.4));
    prepare("--no-calibration");
    says("a patch of F(2x2)");
    prepare();
    says("a patch of F(2x2)");
    assertEquals(1, measured);
    assertEquals(COSTS, file.costs());
  }

  @Test
  void whereNothingCanBeMeasuredDefaultsDo() throws IOException {
    new CalibrationOption()
        .prepare(
            file,
            () -> {
              throw new WorkerException("too busy");
            },
            said::add);
    assertTrue(said.get(said.size() - 1).contains("defaults; too busy"), said::toString);
    assertTrue(Files.notExists(file.path()));
  }
}
