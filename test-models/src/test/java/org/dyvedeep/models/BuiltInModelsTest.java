package org.dyvedeep.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.models.shapes.Shapes10;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInModelsTest {
  static List<String> names() {
    return BuiltInModels.names();
  }

  @Test
  void unknownNamesAreAnsweredWithTheKnownOnes() {
    assertFalse(BuiltInModels.contains("alexnett"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> BuiltInModels.get("alexnett"))
            .getMessage();
    assertTrue(message.contains("\"alexnett\""), message);
    for (String name : names()) {
      assertTrue(message.contains(name), message);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyResourceOfEveryModelExists(String name) throws IOException {
    ModelDescription model = BuiltInModels.get(name);
    assertEquals(name, model.name());
    assertTrue(ModelResources.text(model.prototxt()).contains("type: \"Input\""));
    if (model.weights() != null) {
      assertTrue(ModelResources.bytes(model.weights()).length > 300_000);
    }
    String meanImage = model.preprocessing().path("mean").path("file").asText("");
    if (!meanImage.isEmpty()) {
      assertTrue(ModelResources.bytes(meanImage).length > 3072 * 4);
    }
    assertNotNull(Labels.of(model.labels(), Optional.empty()).name(0));
    assertTrue(
        model.weights() != null || !model.weightFiles().isEmpty(), "some way to get weights");
  }

  @Test
  void statesWhatWasMeasuredElsewhere() {
    assertEquals(76.06, BuiltInModels.get("cifar10-full").expected().get(0).top1());
    assertEquals(76.56, BuiltInModels.get("cifar10-quick").expected().get(0).top1());
    assertEquals(84.2, BuiltInModels.get("squeezenet").expected().get(0).top5());
    assertTrue(BuiltInModels.get("shapes10").expected().get(0).top1() >= 90);
    assertTrue(BuiltInModels.get("alexnet").expected().isEmpty());
  }

  @Test
  void labelsOfShapes10AreThoseOfTheGenerator() throws IOException {
    Labels labels = Labels.of(BuiltInModels.get("shapes10").labels(), Optional.empty());
    assertEquals(Shapes10.labels().size(), labels.size());
    for (int i = 0; i < labels.size(); i++) {
      assertEquals(Shapes10.labels().get(i), labels.name(i));
    }
  }

  @Test
  void missingResourcesAreNamed() {
    String message =
        assertThrows(FileNotFoundException.class, () -> ModelResources.open("nowhere/x.prototxt"))
            .getMessage();
    assertTrue(message.contains("nowhere/x.prototxt"), message);
  }

  @Test
  void resourcesCanBeCopiedOut(@TempDir Path folder) throws IOException {
    Path copy = ModelResources.copyTo("alexnet/deploy.prototxt", folder);
    assertEquals("deploy.prototxt", copy.getFileName().toString());
    assertEquals(ModelResources.text("alexnet/deploy.prototxt"), Files.readString(copy));
  }
}
