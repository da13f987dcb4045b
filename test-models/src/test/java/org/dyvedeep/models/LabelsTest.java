package org.dyvedeep.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dyvedeep.models.ModelDescription.LabelSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsTest {
  @TempDir private Path folder;

  private Path write(String text) throws IOException {
    Path file = folder.resolve("labels.tsv");
    Files.writeString(file, text);
    return file;
  }

  @Test
  void readsTheColumnsItNeeds() throws IOException {
    Labels labels =
        Labels.read(write("file\tclass_index\twnid\tname\na.JPEG\t4\tn01\thammerhead\n"));
    assertEquals("hammerhead", labels.name(4));
    assertEquals("5", labels.name(5));
  }

  @Test
  void readsOneNameALine() throws IOException {
    Labels labels = Labels.read(write("cat\ndog\n"));
    assertEquals("dog", labels.name(1));
    assertEquals(2, labels.size());
  }

  @Test
  void namesTheLineOfAMistake() throws IOException {
    Path file = write("class_index\tname\n0\tcat\nx\tdog\n");
    String message = assertThrows(IOException.class, () -> Labels.read(file)).getMessage();
    assertTrue(message.contains("line 3") && message.contains("labels.tsv"), message);
    Path noColumn = write("index\tname\n0\tcat\n");
    message = assertThrows(IOException.class, () -> Labels.read(noColumn)).getMessage();
    assertTrue(message.contains("class_index"), message);
  }

  @Test
  void fallsBackToIndicesWhereTheFileIsAbsent() throws IOException {
    LabelSource source = new LabelSource(null, "labels.tsv");
    assertEquals("7", Labels.of(source, Optional.empty()).name(7));
    assertEquals("7", Labels.of(source, Optional.of(folder)).name(7));
    write("class_index\tname\n7\tseven\n");
    assertEquals("seven", Labels.of(source, Optional.of(folder)).name(7));
  }

  @Test
  void cifar10NamesAreInTheDataSetsOrder() throws IOException {
    Labels labels = Labels.of(BuiltInModels.get("cifar10-full").labels(), Optional.empty());
    assertEquals(10, labels.size());
    assertEquals("airplane", labels.name(0));
    assertEquals("truck", labels.name(9));
  }
}
