package org.dyvedeep.tools.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.dyvedeep.engine.plan.CostModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationFileTest {
  private static final CostModel COSTS = new CostModel(12.5, 3.25, 100, 700 / 3.0, 500, 7, 0.5);

  @TempDir private Path cache;
  private CalibrationFile file;

  @BeforeEach
  void place() {
    file = new CalibrationFile(cache.resolve("new/kernel-costs.json"));
  }

  @Test
  void whatIsWrittenIsReadBitByBit() throws IOException {
    assertEquals(Optional.empty(), file.read());
    file.write(COSTS);
    assertEquals(Optional.of(COSTS), file.read());
    file.write(CostModel.defaults());
    assertEquals(Optional.of(CostModel.defaults()), file.read());
    try (Stream<Path> left = Files.list(file.path().getParent())) {
      assertEquals(1, left.count(), "no parts are left");
    }
  }

  @Test
  void anotherMachinesCalibrationDoesNotCount() throws IOException {
    file.write(COSTS);
    change("\"processor\" : \"", "\"processor\" : \"another ");
    assertEquals(Optional.empty(), file.read());
  }

  /** Kept by a program that did not wait until kernels were compiled, or changed by hand. */
  @Test
  void whatCannotBeTrueDoesNotCount() throws IOException {
    file.write(COSTS);
    assertEquals(Optional.empty(), file.doubt());
    change("12.5", "0.125");
    assertEquals(Optional.empty(), file.read());
    assertEquals(CostModel.defaults(), file.costs());
    assertTrue(file.doubt().orElseThrow().contains("a patch of F(2x2)"), file.doubt()::toString);
  }

  @Test
  void aBrokenFileIsRefused() throws IOException {
    refuses("", "No content");
    refuses("{\"processor\": \"x\"", "Unexpected end-of-input");
    refuses("{\"processor\": \"x\", \"java\": \"17\", \"kernels\": \"v\"}", "costs");
    file.write(COSTS);
    change("12.5", "-12.5");
    refuses(Files.readString(file.path()), "multiplyAddsPerNano must be positive");
    file.write(COSTS);
    change("12.5", "\"fast\"");
    refuses(Files.readString(file.path()), "fast");
  }

  private void change(String from, String to) throws IOException {
    String text = Files.readString(file.path());
    assertTrue(text.contains(from), text);
    Files.writeString(file.path(), text.replace(from, to));
  }

  private void refuses(String content, String why) throws IOException {
    Files.createDirectories(file.path().getParent());
    Files.writeString(file.path(), content);
    String message = assertThrows(UncheckedIOException.class, file::read).getCause().getMessage();
    assertTrue(message.contains(file.path().toString()), message);
    assertTrue(message.contains(why) && message.contains("dyvedeep calibrate"), message);
  }
}
