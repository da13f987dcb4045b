package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.caffe.proto.BlobProto;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.tensor.AbsentWeights;
import org.dyvedeep.engine.tensor.CodebookWeights;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights find their layers, and what does not fit is explained. */
class WeightsTest {
  private static final ImportOptions ALLOW_MISSING =
      ImportOptions.defaults().withAllowMissingWeights(true);

  @TempDir Path folder;

  private ImportedModel load(NetParameter caffemodel) throws IOException {
    return TinyNet.with(folder, "net.caffemodel", caffemodel.toByteArray());
  }

  private static Weights weights(ImportedModel model, int node, int blob) {
    return model.graph().nodes().get(node).weights().get(blob);
  }

  private static NetParameter convolutionOf(BlobProto... blobs) {
    return TinyNet.caffemodel().toBuilder().setLayer(0, TinyNet.layer("conv", blobs)).build();
  }

  @Test
  void caffemodelIsMatchedByName() throws IOException {
    NetParameter.Builder mixed = TinyNet.caffemodel().toBuilder();
    mixed
        .setLayer(0, TinyNet.caffemodel().getLayer(1))
        .setLayer(1, TinyNet.caffemodel().getLayer(0));
    ImportedModel model = load(mixed.build());
    assertEquals(Shape.of(3, 2, 2, 2), weights(model, 0, 0).shape());
    assertEquals(24, weights(model, 0, 0).values()[23]);
    assertArrayEquals(new float[] {1, 2}, weights(model, 1, 1).values());
    assertEquals(List.of(), model.warnings());
    assertEquals(27 + 26, model.totalParameters());
  }

  @Test
  void textCaffemodelIsRead() throws IOException {
    byte[] text =
        TextFormat.printer().printToString(TinyNet.caffemodel()).getBytes(StandardCharsets.UTF_8);
    assertEquals(24, weights(TinyNet.with(folder, "w", text), 0, 0).values()[23]);
  }

  @Test
  void legacyShapesFit() throws IOException {
    NetParameter legacy =
        TinyNet.caffemodel().toBuilder()
            .setLayer(
                0, TinyNet.layer("conv", TinyNet.legacy(3, 2, 2, 2), TinyNet.legacy(1, 1, 1, 3)))
            .setLayer(
                1, TinyNet.layer("fc", TinyNet.legacy(1, 1, 2, 12), TinyNet.legacy(1, 1, 1, 2)))
            .build();
    assertEquals(Shape.of(2, 12), weights(load(legacy), 1, 0).shape());
  }

  @Test
  void layersThatTheNetDoesNotHaveAreReported() throws IOException {
    NetParameter more =
        TinyNet.caffemodel().toBuilder().addLayer(TinyNet.layer("extra", TinyNet.blob(2))).build();
    ImportWarning warning = load(more).warnings().get(0);
    assertEquals(ImportWarning.Kind.WEIGHTS, warning.kind());
    assertEquals("extra", warning.layer());
  }

  @Test
  void missingWeightsAreRefusedUnlessAllowed() throws IOException {
    NetParameter less = TinyNet.caffemodel().toBuilder().removeLayer(1).build();
    ImportFailures.assertRefused(
        () -> load(less), "layer \"fc\"", "no weights for 1 layers", "withAllowMissingWeights");
    ImportedModel model = TinyNet.with(folder, "net.caffemodel", less.toByteArray(), ALLOW_MISSING);
    assertInstanceOf(AbsentWeights.class, weights(model, 1, 0));
    assertTrue(model.warnings().get(0).text().contains("\"fc\""));
  }

  @Test
  void mismatchPrintsBothShapesAndTheCause() {
    ImportFailures.assertRefused(
        () -> load(convolutionOf(TinyNet.blob(5, 2, 2, 2), TinyNet.blob(5))),
        "net.caffemodel",
        "layer \"conv\"",
        "blobs[0]",
        "5x2x2x2",
        "3x2x2x2",
        "num_output is 3 but the weights are for 5");
    ImportFailures.assertRefused(
        () -> load(convolutionOf(TinyNet.blob(3, 2, 2, 5), TinyNet.blob(3))), "spatial axis 1");
    ImportFailures.assertRefused(
        () -> load(convolutionOf(TinyNet.blob(3, 2, 2, 2))), "1 blobs", "expected 2", "bias_term");
    NetParameter product =
        TinyNet.caffemodel().toBuilder()
            .setLayer(1, TinyNet.layer("fc", TinyNet.blob(2, 48), TinyNet.blob(2)))
            .build();
    ImportFailures.assertRefused(
        () -> load(product), "gives 12 values an item but the weights are for 48");
  }

  @ParameterizedTest
  @CsvSource({"4, group is wrong: the weights are for group: 2", "3, input channels are wrong"})
  void groupOrChannelsAreBlamed(int perGroup, String blame) throws IOException {
    String text =
        Nets.input("data", 1, 8, 3, 3)
            + Nets.layer(
                "Convolution",
                "data",
                "conv",
                "convolution_param { num_output: 4 kernel_size: 2 group: 4 }");
    NetParameter file =
        NetParameter.newBuilder()
            .addLayer(TinyNet.layer("conv", TinyNet.blob(4, perGroup, 2, 2), TinyNet.blob(4)))
            .build();
    Path weights = java.nio.file.Files.write(folder.resolve("w"), file.toByteArray());
    ImportFailures.assertRefused(
        () -> TinyNet.load(text, weights, ImportOptions.defaults()), "4x2x2x2", blame);
  }

  @Test
  void deepCompressionStaysCompressed() throws IOException {
    for (String name : List.of("tiny.net", "named-otherwise")) {
      ImportedModel model = TinyNet.with(folder, name, TinyNet.deepCompression());
      assertInstanceOf(CodebookWeights.class, weights(model, 0, 0));
      assertInstanceOf(CodebookWeights.class, weights(model, 1, 0));
      assertEquals(23, weights(model, 0, 0).values()[23]);
      assertEquals(23 % 16, weights(model, 1, 0).values()[23]);
      assertArrayEquals(new float[] {1, 2, 3}, weights(model, 0, 1).values());
    }
  }

  @Test
  void deepCompressionOfAnotherSizeIsRefused() {
    byte[] file = TinyNet.deepCompression();
    byte[] longer = java.util.Arrays.copyOf(file, file.length + 1);
    ImportFailures.assertRefused(
        () -> TinyNet.with(folder, "tiny.net", longer), "1 bytes after the last layer");
    byte[] shorter = java.util.Arrays.copyOf(file, file.length - 1);
    ImportFailures.assertRefused(() -> TinyNet.with(folder, "tiny.net", shorter), "tiny.net");
  }

  @Test
  void deepCompressionCannotHoldOtherLayers() throws IOException {
    String text = Nets.input("data", 1, 2) + Nets.layer("BatchNorm", "data", "conv_bn", "");
    Path weights = java.nio.file.Files.write(folder.resolve("w.net"), new byte[2000]);
    ImportFailures.assertRefused(
        () -> TinyNet.load(text, weights, ImportOptions.defaults()), "conv_bn", "cannot hold");
  }

  @ParameterizedTest
  @CsvSource({
    "'89 48 44 46 0D 0A', HDF5, BINARYPROTO",
    "'50 4B 03 04 14', zip, PyTorch",
    "'80 02 8A 0A', pickle, run code",
    "'08 07 12 07', ONNX, convert",
    "'93 4E 55 4D 50 59 01', NumPy, convert",
    "'1F 8B 08', gzip, unpack",
    "'', empty, ''"
  })
  void otherFormatsAreNamed(String hex, String name, String advice) {
    byte[] bytes = hex.isEmpty() ? new byte[0] : bytes(hex);
    ImportFailures.assertRefused(() -> TinyNet.with(folder, "weights", bytes), name, advice);
  }

  private static byte[] bytes(String hex) {
    return java.util.HexFormat.ofDelimiter(" ").parseHex(hex);
  }

  @Test
  void missingFileIsNamed() {
    ImportFailures.assertRefused(
        () -> TinyNet.load(TinyNet.TEXT, folder.resolve("gone"), ImportOptions.defaults()),
        "gone",
        "no such file");
  }

  @Test
  void limitHoldsForAllWeightsTogether() {
    ImportOptions options =
        ImportOptions.defaults().withLimits(ImportLimits.defaults().withMaxWeightBytes(4 * 52));
    ImportFailures.assertRefused(
        () -> TinyNet.with(folder, "w", TinyNet.caffemodel().toByteArray(), options),
        "212 bytes of weights",
        "208");
  }

  @Test
  void generatorIsAskedForEachBlobInOrder() {
    List<String> asked = new ArrayList<>();
    WeightSource source =
        WeightSource.generated(
            request -> {
              asked.add(
                  String.join(
                      " ",
                      request.layer(),
                      request.operation().getClass().getSimpleName(),
                      "" + request.index(),
                      "" + request.shape(),
                      "" + request.last()));
              return new DenseWeights(request.shape(), new float[request.shape().size()]);
            });
    CaffeImporter.importText("net", TinyNet.TEXT, source, ImportOptions.defaults());
    assertEquals(
        List.of(
            "conv Convolution 0 3x2x2x2 false",
            "conv Convolution 1 3 false",
            "fc InnerProduct 0 2x12 true",
            "fc InnerProduct 1 2 true"),
        asked);
  }

  @Test
  void severalBottomsOfALayerShareItsWeights() throws IOException {
    String text =
        Nets.input("data", 1, 2, 3, 3)
            + Nets.input("right", 1, 2, 3, 3)
            + Nets.layer(
                "Convolution",
                "data,right",
                "conv,other",
                "convolution_param { num_output: 3 kernel_size: 2 }");
    Path file =
        java.nio.file.Files.write(
            folder.resolve("w"),
            TinyNet.caffemodel().toBuilder().removeLayer(1).build().toByteArray());
    ImportedModel model = TinyNet.load(text, file, ImportOptions.defaults());
    List<Node> nodes = model.graph().nodes();
    assertSame(nodes.get(0).weights().get(0), nodes.get(1).weights().get(0));
    assertEquals(27, model.totalParameters());
  }
}
