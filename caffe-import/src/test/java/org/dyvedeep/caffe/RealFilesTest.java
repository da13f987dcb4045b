package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Softmax;
import org.dyvedeep.engine.tensor.CodebookWeights;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published files, against what is known of them. */
class RealFilesTest {
  private static final long ALEXNET_MACS = 724_406_816L;
  private static final ImportOptions ONE = ImportOptions.defaults().withBatch(1);

  private static ImportedModel structure(String file, ImportOptions options) {
    return CaffeImporter.importModel(SharedFiles.model(file), WeightSource.none(), options);
  }

  private static Shape output(ImportedModel model) {
    List<Value> outputs = model.graph().outputs();
    assertEquals(1, outputs.size(), () -> "outputs " + outputs);
    return outputs.get(0).shape();
  }

  @Test
  void alexNetHasItsKnownCostAndSize() {
    ImportedModel model = structure("reference-prototxt/bvlc_alexnet_deploy.prototxt", ONE);
    assertEquals("AlexNet", model.name());
    assertEquals(ALEXNET_MACS, model.totalMacs());
    assertEquals(60_965_224L, model.totalParameters());
    assertEquals(Shape.of(1, 1000), output(model));
    assertEquals(Shape.of(1, 256, 6, 6), model.graph().blob("pool5").shape());
  }

  @Test
  void batchComesFromTheFileUnlessGiven() {
    String file = "reference-prototxt/bvlc_alexnet_deploy.prototxt";
    assertEquals(10 * ALEXNET_MACS, structure(file, ImportOptions.defaults()).totalMacs());
  }

  @Test
  void trainValFileBecomesTheDeployNet() {
    ImportedModel model = structure("reference-prototxt/bvlc_alexnet_train_val.prototxt", ONE);
    assertEquals(ALEXNET_MACS, model.totalMacs());
    assertEquals(List.of("data"), names(model.graph().inputs()));
    assertEquals(List.of("prob"), names(model.graph().outputs()));
    Node last = model.graph().nodes().get(model.graph().nodes().size() - 1);
    assertInstanceOf(Softmax.class, last.operation());
    assertEquals("loss", last.name());
    assertEquals(
        List.of(new AccuracyLayer("accuracy", List.of("fc8", "label"), 1, 1, OptionalInt.empty())),
        model.accuracies());
    PreprocessingHints hints = model.preprocessing().get(0);
    assertEquals(227, hints.cropSize());
    assertFalse(hints.mirror());
    assertEquals("data/ilsvrc12/imagenet_mean.binaryproto", hints.meanFile().orElseThrow());
    assertTrue(model.warnings().toString().contains("3 channels are supposed"));
    assertEquals(
        List.of("accuracy", "loss"), model.dropped().stream().map(DroppedLayer::name).toList());
  }

  @Test
  void trainValFileWithoutACropNeedsAShape() {
    String file = "reference-prototxt/cifar10_full_train_test.prototxt";
    SharedFiles.model(file);
    ImportFailures.assertRefused(
        () -> structure(file, ONE), "\"cifar\"", "\"data\"", "withInputShape(\"data\"");
    ImportedModel model = structure(file, ONE.withInputShape("data", Shape.of(100, 3, 32, 32)));
    assertEquals(Shape.of(1, 10), output(model));
    assertEquals(
        structure("reference-prototxt/cifar10_full.prototxt", ONE).totalMacs(), model.totalMacs());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cifar10-full", "cifar10-quick"})
  void trainedWeightsAreFound(String net) {
    ImportedModel model =
        CaffeImporter.importModel(
            SharedFiles.model("reference-prototxt/" + net.replace('-', '_') + ".prototxt"),
            WeightSource.file(SharedFiles.model("trained/" + net + ".caffemodel")),
            ONE);
    assertEquals(List.of(), model.warnings());
    for (Node node : model.graph().nodes()) {
      node.weights().forEach(weights -> assertInstanceOf(DenseWeights.class, weights));
      node.weights().forEach(weights -> assertFalse(allZero(weights.values()), node.name()));
    }
  }

  private static boolean allZero(float[] values) {
    return IntStream.range(0, values.length).allMatch(i -> values[i] == 0);
  }

  @Test
  void trainedCaffemodelStandsAlone() {
    ImportedModel model =
        CaffeImporter.importCaffemodel(
            SharedFiles.model("trained/cifar10-quick.caffemodel"),
            ONE.withInputShape("data", Shape.of(1, 3, 32, 32)));
    assertEquals(Shape.of(1, 10), output(model));
    assertEquals(
        structure("reference-prototxt/cifar10_quick.prototxt", ONE).totalMacs(), model.totalMacs());
  }

  @Test
  void squeezeNetStaysCompressed() {
    ImportedModel model =
        CaffeImporter.importModel(
            SharedFiles.model("squeezenet-deep-compression/deploy.prototxt"),
            WeightSource.file(
                SharedFiles.model("squeezenet-deep-compression/compressed_SqueezeNet.net")),
            ONE);
    assertEquals(861.3, model.totalMacs() / 1e6, 0.05);
    List<Node> learned = learned(model.graph());
    assertEquals(26, learned.size());
    for (Node node : learned) {
      assertInstanceOf(CodebookWeights.class, node.weights().get(0));
      assertInstanceOf(DenseWeights.class, node.weights().get(1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alexnet-cifar10.net", "alexnet-cifar10-compressed.net"})
  void compressedAlexNetIsRead(String weights) {
    ImportedModel model =
        CaffeImporter.importModel(
            SharedFiles.model("trained/alexnet-cifar10.prototxt"),
            WeightSource.file(SharedFiles.model("trained/" + weights)),
            ONE);
    assertEquals(Shape.of(1, 10), output(model));
    assertEquals(8, learned(model.graph()).size());
  }

  private static List<Node> learned(Graph graph) {
    return graph.nodes().stream().filter(node -> !node.weights().isEmpty()).toList();
  }

  private static List<String> names(List<Value> values) {
    return values.stream().map(Value::name).toList();
  }
}
