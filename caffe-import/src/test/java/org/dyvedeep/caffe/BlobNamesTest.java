package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Caffe's rules on the names of blobs: what may be read, and what may be written again. */
class BlobNamesTest {
  private static final String DATA = Nets.input("data", 1, 2, 4, 4);
  private static final String RELU = "name: \"relu\"";

  @Test
  void inPlaceLayersMakeValuesOfTheirOwn() {
    Graph graph =
        Nets.load(
                DATA
                    + Nets.layer("Power", "data", "a", "")
                    + Nets.layer("ReLU", "a", "a", RELU)
                    + Nets.layer("TanH", "a", "b", "")
                    + Nets.layer("Sigmoid", "a", "c", ""))
            .graph();
    List<Node> nodes = graph.nodes();
    Value rectified = nodes.get(1).outputs().get(0);
    assertEquals(new Relu(0), nodes.get(1).operation());
    assertEquals(rectified, nodes.get(2).inputs().get(0));
    assertEquals(rectified, nodes.get(3).inputs().get(0));
    assertEquals(rectified, graph.blob("a"));
    assertEquals(List.of("b", "c"), graph.outputs().stream().map(Value::name).toList());
  }

  @Test
  void blobReadBeforeItIsOverwrittenIsRefused() {
    ImportFailures.assertRefused(
        () ->
            Nets.load(
                DATA
                    + Nets.layer("Power", "data", "a", "")
                    + Nets.layer("TanH", "a", "b", "")
                    + Nets.layer("ReLU", "a", "a", RELU)),
        "layer \"relu\"",
        "\"a\" written in place",
        "b, relu",
        "a top of its own");
  }

  @Test
  void topOfAnotherLayerIsRefused() {
    ImportFailures.assertRefused(
        () ->
            Nets.load(
                DATA
                    + Nets.layer("Power", "data", "a", "")
                    + Nets.layer("TanH", "data", "a", "name: \"second\"")),
        "layer \"second\"",
        "layer \"a\" writes too",
        "rename the top");
  }

  @Test
  void bottomOfAnotherNumberIsNotInPlace() {
    ImportFailures.assertRefused(
        () ->
            Nets.load(
                DATA
                    + Nets.input("more", 1, 2, 4, 4)
                    + Nets.layer("Eltwise", "data,more", "more", "name: \"sum\"")),
        "layer \"sum\"",
        "\"more\"");
  }

  @Test
  void unknownBottomIsRefused() {
    ImportFailures.assertRefused(
        () -> Nets.load(DATA + Nets.layer("ReLU", "dta", "a", "")),
        "net.prototxt:2:",
        "layer \"a\"",
        "unknown blob \"dta\"",
        "check the spelling");
  }

  @Test
  void layersInTheWrongOrderAreRefused() {
    ImportFailures.assertRefused(
        () ->
            Nets.load(
                DATA + Nets.layer("ReLU", "b", "a", "") + Nets.layer("TanH", "data", "b", "")),
        "layer \"b\" writes it later");
    ImportFailures.assertRefused(
        () -> Nets.load(Nets.layer("ReLU", "b", "b", "")), "its own output");
    ImportFailures.assertRefused(
        () -> Nets.load(Nets.layer("ReLU", "b", "a", "") + Nets.layer("TanH", "a", "b", "")),
        "writes it later");
  }

  @Test
  void layerThatTheFilterTookIsNamed() {
    ImportFailures.assertRefused(
        () ->
            Nets.load(
                DATA
                    + Nets.layer("TanH", "data", "a", "include { phase: TRAIN }")
                    + Nets.layer("ReLU", "a", "b", "")),
        "unknown blob \"a\"",
        "the phase left out 1 layers: a");
  }

  @Test
  void givenShapeMakesAnInput() {
    ImportedModel model =
        Nets.load(
            Nets.layer("ReLU", "image", "a", ""),
            ImportOptions.defaults().withInputShape("image", Shape.of(1, 3)));
    assertEquals(List.of(new Value("image", Shape.of(1, 3))), model.graph().inputs());
  }

  @Test
  void givenShapeOfNoInputIsRefused() {
    ImportOptions options = ImportOptions.defaults().withInputShape("dat", Shape.of(1, 3));
    ImportFailures.assertRefused(() -> Nets.load(DATA, options), "\"dat\"", "[data]");
  }

  @Test
  void batchChangesInputsOfTheSameBatchOnly() {
    ImportedModel model =
        Nets.load(
            Nets.input("images", 8, 3) + Nets.input("labels", 8) + Nets.input("sizes", 1, 3),
            ImportOptions.defaults().withBatch(2));
    assertEquals(
        List.of(Shape.of(2, 3), Shape.of(2), Shape.of(1, 3)),
        model.graph().inputs().stream().map(Value::shape).toList());
  }

  @Test
  void layersThatCaffeCannotRunInPlaceAreRemarkedOn() {
    ImportedModel model = Nets.load(DATA + Nets.layer("LRN", "data", "data", "name: \"norm\""));
    assertTrue(model.warnings().toString().contains("works in place"));
  }

  @Test
  void layersThatCaffeRefusesInPlaceAreRemarkedOn() {
    ImportedModel model = Nets.load(DATA + Nets.layer("AbsVal", "data", "data", ""));
    assertEquals(1, model.warnings().size());
    assertTrue(model.warnings().toString().contains("native Caffe refuses an AbsVal layer"));
    assertEquals(List.of(), Nets.load(DATA + Nets.layer("AbsVal", "data", "a", "")).warnings());
  }

  @Test
  void severalBottomsShareOneConvolution() {
    Graph graph =
        Nets.load(
                DATA
                    + Nets.input("right", 1, 2, 4, 4)
                    + Nets.layer(
                        "Convolution",
                        "data,right",
                        "a,b",
                        "convolution_param { num_output: 3 kernel_size: 3 }"))
            .graph();
    assertEquals(List.of("a", "a/2"), graph.nodes().stream().map(Node::name).toList());
    assertEquals(Shape.of(1, 3, 2, 2), graph.blob("b").shape());
  }
}
