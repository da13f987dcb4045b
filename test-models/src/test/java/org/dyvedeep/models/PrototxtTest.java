package org.dyvedeep.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dyvedeep.caffe.proto.BlobProto;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.read.ParsedNet;
import org.dyvedeep.caffe.read.PrototxtReader;
import org.dyvedeep.caffe.read.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PrototxtTest {
  static List<String> names() {
    return BuiltInModels.names();
  }

  static List<String> withEmbeddedWeights() {
    return names().stream().filter(name -> BuiltInModels.get(name).weights() != null).toList();
  }

  private static NetParameter net(String model) throws IOException {
    String prototxt = BuiltInModels.get(model).prototxt();
    ReadOptions strict = ReadOptions.defaults().withStrict(true);
    ParsedNet parsed = new PrototxtReader(strict).parse(prototxt, ModelResources.bytes(prototxt));
    assertEquals(List.of(), parsed.warnings());
    return parsed.net();
  }

  @ParameterizedTest
  @MethodSource("names")
  void areDeployNetsOfGenerationV2(String name) throws IOException {
    NetParameter net = net(name);
    assertEquals(0, net.getLayersCount());
    assertEquals(0, net.getInputCount());
    assertEquals("Input", net.getLayer(0).getType());
    Set<String> layerNames = new HashSet<>();
    for (LayerParameter layer : net.getLayerList()) {
      assertTrue(layerNames.add(layer.getName()), "twice: " + layer.getName());
      assertFalse(layer.getType().endsWith("Loss"), layer.getName());
    }
    int classes = net.getName().matches(".*(?i:cifar|shapes).*") ? 10 : 1000;
    ModelDescription.Output output = BuiltInModels.get(name).output();
    assertEquals(new NetShapes.Size(classes, 1, 1), new NetShapes(net).blob(output.blob()));
    LayerParameter last = net.getLayer(net.getLayerCount() - 1);
    assertEquals(output.blob(), last.getTop(0));
    assertEquals(output.probabilities(), last.getType().equals("Softmax"));
  }

  /** Known totals of the published networks; those of the small ones follow from their shapes. */
  @ParameterizedTest
  @CsvSource({
    "alexnet, 724406816, 60965224",
    "alexnet-compressed, 724406816, 60965224",
    "caffenet, 724406816, 60965224",
    "vgg16, 15470264320, 138357544",
    "squeezenet, 861339936, 1248424",
    "cifar10-full, 12298240, 89578",
    "shapes10, 12298240, 89578",
    "cifar10-quick, 12354176, 145578"
  })
  void workAndParametersAreTheKnownOnes(String name, long macs, long parameters)
      throws IOException {
    NetShapes shapes = new NetShapes(net(name));
    assertEquals(macs, shapes.macs());
    long sum =
        shapes.weightCounts().entrySet().stream()
            .mapToLong(layer -> layer.getValue() + shapes.biasCount(layer.getKey()))
            .sum();
    assertEquals(parameters, sum);
  }

  @Test
  void overfeatHasThePublishedSizes() throws IOException {
    NetShapes shapes = new NetShapes(net("overfeat"));
    assertEquals(new NetShapes.Size(96, 56, 56), shapes.blob("conv1"));
    assertEquals(new NetShapes.Size(256, 24, 24), shapes.blob("conv2"));
    assertEquals(new NetShapes.Size(1024, 12, 12), shapes.blob("conv5"));
    assertEquals(new NetShapes.Size(1024, 6, 6), shapes.blob("pool5"));
    assertEquals(36864L * 3072, shapes.weightCounts().get("fc6"));
  }

  @Test
  void alexnetForCifar10DiffersInItsLastLayerOnly() throws IOException {
    NetShapes imagenet = new NetShapes(net("alexnet"));
    NetShapes cifar = new NetShapes(net("alexnet-cifar10"));
    assertEquals(40_960L, cifar.weightCounts().remove("fc8"));
    imagenet.weightCounts().remove("fc8");
    assertEquals(imagenet.weightCounts(), cifar.weightCounts());
  }

  @ParameterizedTest
  @MethodSource("withEmbeddedWeights")
  void embeddedWeightsFit(String name) throws IOException {
    NetShapes shapes = new NetShapes(net(name));
    byte[] file = ModelResources.bytes(BuiltInModels.get(name).weights());
    int fitted = 0;
    for (LayerParameter layer : NetParameter.parseFrom(file).getLayerList()) {
      if (layer.getBlobsCount() > 0) {
        Long weights = shapes.weightCounts().get(layer.getName());
        assertEquals(weights, Long.valueOf(layer.getBlobs(0).getDataCount()), layer.getName());
        assertEquals(shapes.biasCount(layer.getName()), layer.getBlobs(1).getDataCount());
        assertEquals(0, layer.getBlobs(0).getDiffCount(), "gradients are not to be shipped");
        fitted++;
      }
    }
    assertEquals(shapes.weightCounts().size(), fitted);
  }

  @Test
  void theMeanImageFits() throws IOException {
    String resource =
        BuiltInModels.get("cifar10-full").preprocessing().path("mean").path("file").asText();
    BlobProto mean = BlobProto.parseFrom(ModelResources.bytes(resource));
    assertEquals(3 * 32 * 32, mean.getDataCount());
    for (float value : mean.getDataList()) {
      assertTrue(value > 80 && value < 160, "a CIFAR-10 mean is near 120, found " + value);
    }
  }

  /** The header of a Deep Compression file says how many layers with weights it was made for. */
  @ParameterizedTest
  @CsvSource({"squeezenet", "alexnet-cifar10", "alexnet-cifar10-compressed"})
  void layersAgreeWithTheCompressedFile(String name) throws IOException {
    Path project = Path.of("").toAbsolutePath().getParent();
    Optional<Path> file = WeightFiles.of(System.getenv(), project).find(BuiltInModels.get(name));
    assumeTrue(file.isPresent(), "no weights of " + name + " on this machine");
    NetShapes shapes = new NetShapes(net(name));
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file.get()))) {
      for (var layer : shapes.weightCounts().entrySet()) {
        int nonzeros = Integer.reverseBytes(in.readInt());
        assertTrue(
            nonzeros > layer.getValue() / 100 && nonzeros <= layer.getValue() * 1.1,
            layer.getKey() + ": " + nonzeros + " nonzeros of " + layer.getValue());
      }
    }
  }
}
