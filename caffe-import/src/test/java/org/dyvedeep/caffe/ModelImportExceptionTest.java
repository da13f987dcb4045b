package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ModelImportExceptionTest {

  @Test
  void messageIsOneSentenceOfAllTheParts() {
    ModelImportException e =
        ModelImportException.in("net.prototxt")
            .at(12, 5)
            .layer("pool1")
            .field("pooling_param.kernel_size")
            .found("0")
            .expected("1 or more")
            .advice("set kernel_size")
            .build();
    assertEquals(
        "net.prototxt:12:5: layer \"pool1\", field pooling_param.kernel_size: found 0,"
            + " expected 1 or more; set kernel_size.",
        e.getMessage());
    assertEquals(Optional.of("pool1"), e.layer());
    assertEquals(OptionalInt.of(12), e.line());
  }

  @Test
  void partsThatAreMissingLeaveNoTrace() {
    ModelImportException e = ModelImportException.in("x").layer("").found("nothing").build();
    assertEquals("x: found nothing.", e.getMessage());
    assertTrue(e.layer().isEmpty());
    assertTrue(e.line().isEmpty());
  }

  @Test
  void namesFromHostileFilesCannotSteerATerminal() {
    String name = "a\u001b[2J\nb";
    ModelImportException e =
        ModelImportException.in("x").layer(name).found("y".repeat(50_000)).build();
    assertTrue(e.getMessage().startsWith("x: layer \"a?[2J?b\": found yyy"), e.getMessage());
    assertTrue(e.getMessage().length() < 20_100);
    assertEquals(Optional.of(name), e.layer());
    assertEquals("c?d", ImportWarning.of(ImportWarning.Kind.IGNORED, "", "", "c\rd").text());
  }

  @Test
  void limitsMustBePositive() {
    ImportLimits limits = ImportLimits.defaults();
    assertThrows(IllegalArgumentException.class, () -> limits.withMaxDepth(0));
    assertThrows(IllegalArgumentException.class, () -> limits.withMaxDepth(1_000_000));
    assertThrows(IllegalArgumentException.class, () -> limits.withMaxWeightBytes(-1));
    assertEquals(7, limits.withMaxLayers(7).maxLayers());
    assertEquals(limits.maxTextBytes(), limits.withMaxLayers(7).maxTextBytes());
  }
}
