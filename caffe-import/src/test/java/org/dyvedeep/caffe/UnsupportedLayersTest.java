package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Layers that cannot be run are refused all at once, and can be listed without a refusal. */
class UnsupportedLayersTest {
  private static final String TEXT =
      Nets.input("data", 1, 2, 4, 4)
          + Nets.layer("ReLU", "data", "a", "")
          + Nets.layer("Python", "a", "b", "python_param { module: \"os\" layer: \"Evil\" }")
          + Nets.layer("Permute", "b", "c", "permute_param { order: 0 }")
          + Nets.layer("TanH", "c", "d", "")
          + Nets.layer("LSTM", "d,a", "e", "recurrent_param { num_output: 3 }")
          + Nets.layer("Sigmoid", "a", "f", "");

  @Test
  void allAreNamedInOneMessage() {
    ImportFailures.assertRefused(
        () -> Nets.load(TEXT),
        "3 unsupported layers",
        "\"b\" (Python: code named in a model file is never executed)",
        "\"c\" (Permute: ",
        "LayerConverter",
        "\"e\" (LSTM: ");
  }

  @Test
  void inspectionListsThemWithoutRefusing() {
    Inspection found =
        CaffeImporter.inspectText(
            "net.prototxt", TEXT, WeightSource.none(), ImportOptions.defaults());
    assertEquals(
        List.of("Python", "Permute", "LSTM"),
        found.unsupported().stream().map(UnsupportedLayer::type).toList());
    assertEquals(
        List.of("data", "a", "b", "c", "d", "e", "f"),
        found.layers().stream().map(LayerReport::name).toList());
    assertEquals(List.of(), found.layers().get(4).outputShapes());
    assertEquals(List.of(Shape.of(1, 2, 4, 4)), found.layers().get(6).outputShapes());
    assertTrue(found.model().isEmpty());
    assertTrue(found.warnings().toString().contains("permute_param"));
  }

  @Test
  void inspectionOfASupportedNetHoldsTheModel() {
    Inspection found =
        CaffeImporter.inspectText(
            "net.prototxt",
            Nets.input("data", 1, 2),
            WeightSource.none(),
            ImportOptions.defaults());
    assertFalse(found.model().isEmpty());
    assertEquals(List.of(), found.unsupported());
  }

  @Test
  void unknownDataLayerBecomesAnInputOfAGivenShape() {
    String text =
        Nets.layer("Python", "", "data,label", "python_param { module: \"os\" }")
            + Nets.layer("ReLU", "data", "a", "")
            + Nets.layer("EuclideanLoss", "a,label", "loss", "");
    ImportFailures.assertRefused(() -> Nets.load(text), "\"data\" (Python", "withInputShape");
    ImportOptions options = ImportOptions.defaults().withInputShape("data", Shape.of(1, 2));
    ImportedModel model = Nets.load(text, options);
    assertEquals(1, model.graph().inputs().size());
    assertEquals(Shape.of(1, 2), model.graph().blob("a").shape());
  }

  @Test
  void strictReadingRefusesUnknownFields() {
    ImportFailures.assertRefused(
        () -> Nets.load(TEXT, ImportOptions.defaults().withStrict(true)), "permute_param");
  }

  @Test
  void fileWithoutLayersIsRefused() {
    ImportFailures.assertRefused(() -> Nets.load("name: \"nothing\""), "no layers");
    ImportFailures.assertRefused(
        () -> Nets.load(Nets.layer("ReLU", "", "a", "include { phase: TRAIN }")),
        "no layers at this phase");
  }
}
