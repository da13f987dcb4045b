package org.dyvedeep.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFilesTest {
  @TempDir private Path folder;

  private final ModelDescription model = BuiltInModels.get("alexnet-cifar10");

  @Test
  void prefersTheFolderOfTheEnvironment() throws IOException {
    Path named = folder.resolve("named");
    Path project = Files.createDirectories(folder.resolve("project"));
    WeightFiles files = WeightFiles.of(Map.of("DYVEDEEP_MODELS", named.toString()), project);
    assertEquals(Optional.empty(), files.find(model));
    Path beside = create(folder.resolve("shared/models/trained/alexnet-cifar10.net"));
    assertEquals(Optional.of(beside), files.find(model));
    Path preferred = create(named.resolve("trained/alexnet-cifar10.net"));
    assertEquals(Optional.of(preferred), files.find(model));
  }

  @Test
  void looksBesideTheProjectWithoutTheVariable() {
    assertEquals(
        List.of(Path.of("home", "shared", "models")),
        WeightFiles.of(Map.of("DYVEDEEP_MODELS", " "), Path.of("home", "project")).folders());
  }

  private static Path create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}
