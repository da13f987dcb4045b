package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.write.CaffemodelWriter;
import org.dyvedeep.caffe.write.DeployPrototxt;
import org.dyvedeep.caffe.write.FileNotWrittenException;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what was imported: read back, it gives the same network. */
class WrittenFilesTest {
  private static final WeightSource COUNTING =
      WeightSource.generated(
          request -> {
            float[] values = new float[request.shape().size()];
            for (int i = 0; i < values.length; i++) {
              values[i] = request.layer().hashCode() % 100 + request.index() * 0.5f + i;
            }
            return new DenseWeights(request.shape(), values);
          });

  @TempDir Path folder;

  private static ImportedModel counting(String text, ImportOptions options) {
    return CaffeImporter.importText("net.prototxt", text, COUNTING, options);
  }

  private ImportedModel roundTrip(ImportedModel model) throws IOException {
    Path file = folder.resolve("out.caffemodel");
    assertEquals(CaffemodelWriter.write(model, file), Files.size(file));
    return CaffeImporter.importText(
        "written.prototxt",
        DeployPrototxt.text(model),
        WeightSource.file(file),
        ImportOptions.defaults().withStrict(true));
  }

  private static void assertSame(Graph expected, Graph found) {
    assertEquals(expected.inputs(), found.inputs());
    assertEquals(expected.outputs(), found.outputs());
    assertEquals(expected.blobs(), found.blobs());
    assertEquals(expected.nodes().size(), found.nodes().size());
    for (int i = 0; i < expected.nodes().size(); i++) {
      Node a = expected.nodes().get(i);
      Node b = found.nodes().get(i);
      assertEquals(a.name(), b.name());
      assertEquals(a.operation(), b.operation());
      assertEquals(a.inputs(), b.inputs());
      for (int j = 0; j < a.weights().size(); j++) {
        assertArrayEquals(a.weights().get(j).values(), b.weights().get(j).values(), a.name());
      }
    }
  }

  @Test
  void readsBackTheSame() throws IOException {
    String text =
        Nets.input("data", 2, 4, 9, 9)
            + Nets.layer(
                "Convolution",
                "data",
                "conv",
                "convolution_param { num_output: 6 kernel_size: 3 group: 2"
                    + " weight_filler { type: \"xavier\" } engine: CUDNN }")
            + Nets.layer("BatchNorm", "conv", "conv", "name: \"bn\"")
            + Nets.layer("Scale", "conv", "conv", "name: \"scale\" scale_param { bias_term: true }")
            + Nets.layer(
                "PReLU", "conv", "conv", "name: \"prelu\" prelu_param { channel_shared: true }")
            + Nets.layer("Pooling", "conv", "pool", "pooling_param { kernel_size: 2 stride: 2 }")
            + Nets.layer("InnerProduct", "pool", "fc", "inner_product_param { num_output: 3 }");
    ImportedModel model = counting(text, ImportOptions.defaults());
    ImportedModel read = roundTrip(model);
    assertSame(model.graph(), read.graph());
    assertEquals(List.of(), read.warnings());
    assertTrue(!DeployPrototxt.text(model).contains("filler"));
    assertTrue(!DeployPrototxt.text(model).contains("CUDNN"));
  }

  @Test
  void trainingNetsAreWrittenAsDeployNets() throws IOException {
    String text =
        "layer { name: \"d\" type: \"Data\" top: \"data\" top: \"label\" include { phase: TEST }"
            + " transform_param { crop_size: 6 mean_value: 1 mean_value: 2 mean_value: 3 }"
            + " data_param { source: \"x\" batch_size: 5 } }\n"
            + Nets.layer("InnerProduct", "data", "fc", "inner_product_param { num_output: 4 }")
            + Nets.layer("Dropout", "fc", "fc", "name: \"drop\" include { phase: TRAIN }")
            + Nets.layer("Accuracy", "fc,label", "acc", "")
            + Nets.layer("SoftmaxWithLoss", "fc,label", "loss", "loss_weight: 2");
    ImportedModel model = counting(text, ImportOptions.defaults().withBatch(2));
    List<LayerParameter> layers = model.deploy().net().getLayerList();
    assertEquals(
        List.of("Input", "InnerProduct", "Softmax"),
        layers.stream().map(LayerParameter::getType).toList());
    assertEquals(List.of(2L, 3L, 6L, 6L), layers.get(0).getInputParam().getShape(0).getDimList());
    assertEquals(List.of("fc"), layers.get(2).getBottomList());
    assertSame(model.graph(), roundTrip(model).graph());
  }

  @Test
  void oldGenerationsBecomeTheCurrentOne() throws IOException {
    String text =
        "name: \"old\" input: \"data\" input_dim: 1 input_dim: 2 input_dim: 5 input_dim: 5\n"
            + "layers { layer { name: \"pad\" type: \"padding\" pad: 1 } bottom: \"data\" top: \"p\" }"
            + "layers { layer { name: \"c\" type: \"conv\" num_output: 3 kernelsize: 3 }"
            + " bottom: \"p\" top: \"c\" }"
            + "layers { layer { name: \"r\" type: \"relu\" } bottom: \"c\" top: \"c\" }";
    ImportedModel model = counting(text, ImportOptions.defaults());
    assertEquals(0, model.deploy().net().getLayersCount());
    assertSame(model.graph(), roundTrip(model).graph());
  }

  @Test
  void sharedAndRepeatedBlobsStandWithEachLayerOnce() throws IOException {
    String shared = " param { name: \"w\" } param { name: \"b\" }";
    String text =
        Nets.input("a", 1, 3)
            + Nets.input("b", 1, 3)
            + Nets.layer(
                "InnerProduct", "a", "fa", "inner_product_param { num_output: 2 }" + shared)
            + Nets.layer(
                "InnerProduct", "b", "fb", "inner_product_param { num_output: 2 }" + shared)
            + Nets.input("x", 1, 2, 4, 4)
            + Nets.input("y", 1, 2, 4, 4)
            + Nets.layer(
                "Convolution",
                "x,y",
                "cx,cy",
                "convolution_param { num_output: 2 kernel_size: 3 }");
    ImportedModel model = counting(text, ImportOptions.defaults());
    assertSame(model.graph(), roundTrip(model).graph());
    NetParameter file =
        NetParameter.parseFrom(Files.readAllBytes(folder.resolve("out.caffemodel")));
    for (LayerParameter layer : file.getLayerList()) {
      assertEquals(layer.getType().equals("Input") ? 0 : 2, layer.getBlobsCount(), layer.getName());
    }
    assertEquals(List.of(2L), file.getLayer(2).getBlobs(1).getShape().getDimList());
  }

  @Test
  void givenInputsBecomeInputLayers() throws IOException {
    String text = Nets.layer("ReLU", "blob", "out", "");
    ImportOptions options = ImportOptions.defaults().withInputShape("blob", Shape.of(2, 3));
    ImportedModel model = counting(text, options);
    assertSame(model.graph(), roundTrip(model).graph());
  }

  @Test
  void compressedWeightsAreWrittenDecoded() throws IOException {
    Path net = folder.resolve("tiny.net");
    Files.write(net, TinyNet.deepCompression());
    ImportedModel model =
        CaffeImporter.importText(
            "tiny.prototxt", TinyNet.TEXT, WeightSource.file(net), ImportOptions.defaults());
    assertSame(model.graph(), roundTrip(model).graph());
  }

  @Test
  void absentWeightsAreRefusedByName() {
    ImportedModel model = Nets.load(TinyNet.TEXT);
    Path file = folder.resolve("out.caffemodel");
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> CaffemodelWriter.write(model, file));
    assertTrue(refusal.getMessage().contains("conv, fc"), refusal.getMessage());
    assertTrue(Files.notExists(file));
  }

  @Test
  void failureLeavesNothingBehind() throws IOException {
    ImportedModel model = counting(TinyNet.TEXT, ImportOptions.defaults());
    Path nowhere = folder.resolve("no").resolve("out.caffemodel");
    IOException failure =
        assertThrows(FileNotWrittenException.class, () -> CaffemodelWriter.write(model, nowhere));
    assertTrue(failure.getMessage().startsWith(nowhere + " cannot be written: there is no such"));
    assertEquals(NoSuchFileException.class, failure.getCause().getClass());
    Path taken = Files.createDirectories(folder.resolve("taken").resolve("full")).getParent();
    assertThrows(IOException.class, () -> CaffemodelWriter.write(model, taken));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(taken), files.toList());
    }
  }

  @Test
  void deepCompressionOfSqueezeNet() throws IOException {
    Path prototxt = SharedFiles.model("squeezenet-deep-compression/deploy.prototxt");
    Path net = SharedFiles.model("squeezenet-deep-compression/compressed_SqueezeNet.net");
    ImportedModel model =
        CaffeImporter.importModel(prototxt, WeightSource.file(net), ImportOptions.defaults());
    assertSame(model.graph(), roundTrip(model).graph());
  }
}
