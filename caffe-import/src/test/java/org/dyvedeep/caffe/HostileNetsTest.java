package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.tensor.AbsentWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that ask for absurd amounts: refused, or described without taking the memory. */
class HostileNetsTest {
  private static final String DATA = Nets.input("data", 1, 64, 64, 64);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dim: 0",
        "dim: -1",
        "dim: 9223372036854775807",
        "dim: 4294967297",
        "dim: 65536 dim: 65536",
        "dim: 2147483647 dim: 2147483647 dim: 2147483647 dim: 2147483647"
      })
  void inputShapes(String dims) {
    String text = Nets.layer("Input", "", "data", "input_param { shape { " + dims + " } }");
    ImportFailures.assertRefused(() -> Nets.load(text), "layer \"data\"");
  }

  static Stream<String> layers() {
    return Stream.of(
        Nets.layer(
            "Convolution",
            "data",
            "a",
            "convolution_param { num_output: 2147483647 kernel_size: 1 }"),
        Nets.layer(
            "Convolution",
            "data",
            "a",
            "convolution_param { num_output: 1 kernel_size: 1 pad: 2147483647 }"),
        Nets.layer(
            "Convolution",
            "data",
            "a",
            "convolution_param { num_output: 1 kernel_size: 2147483647 dilation: 2147483647 }"),
        Nets.layer(
            "Deconvolution",
            "data",
            "a",
            "convolution_param { num_output: 1 kernel_size: 2147483647 stride: 2147483647 }"),
        Nets.layer("InnerProduct", "data", "a", "inner_product_param { num_output: 2147483647 }"),
        Nets.layer("Embed", "data", "a", "embed_param { num_output: 99999 input_dim: 99999 }"),
        Nets.layer("Tile", "data", "a", "tile_param { tiles: 2147483647 }"),
        Nets.layer("SPP", "data", "a", "spp_param { pyramid_height: 2147483647 }"),
        Nets.layer("SPP", "data", "a", "spp_param { pyramid_height: 15 }"),
        Nets.layer(
            "Reshape",
            "data",
            "a",
            "reshape_param { shape { dim: 2147483647 dim: 2147483647 dim: 2147483647 dim: -1 } }"),
        Nets.layer("Flatten", "data", "a", "flatten_param { axis: -2147483648 }"),
        Nets.layer(
            "Pooling", "data", "a", "pooling_param { kernel_size: 2147483647 pad: 2147483646 }"),
        Nets.layer("Crop", "data,data", "a", "crop_param { offset: 2147483647 }"),
        Nets.layer("Concat", "data,data", "a", "concat_param { axis: 2147483647 }"),
        Nets.layer("Scale", "data", "a", "scale_param { axis: 2147483647 num_axes: 2147483647 }"));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layerFields(String layer) {
    ImportFailures.assertRefused(() -> Nets.load(DATA + layer), "layer \"a\"");
  }

  @Test
  void hugeWeightsAreDescribedWithoutMemory() {
    ImportedModel model = Nets.load(huge(50));
    assertEquals(50L * 8000 * 250_000, model.totalParameters());
    for (Node node : model.graph().nodes()) {
      node.weights().forEach(weights -> assertInstanceOf(AbsentWeights.class, weights));
    }
  }

  @Test
  void hugeWeightsAreRefusedBeforeTheirFileIsRead() throws IOException {
    Path file = Files.write(folder.resolve("w"), new byte[] {1});
    ImportFailures.assertRefused(
        () -> TinyNet.load(huge(50), file, ImportOptions.defaults()),
        "400000000000 bytes of weights",
        "maxWeightBytes");
  }

  private static String huge(int layers) {
    StringBuilder text = new StringBuilder(Nets.input("data", 1, 250_000));
    for (int i = 0; i < layers; i++) {
      text.append(
          Nets.layer(
              "InnerProduct",
              "data",
              "fc" + i,
              "inner_product_param { num_output: 8000 bias_term: false }"));
    }
    return text.toString();
  }

  @Test
  void manyLayersTakeLittleTime() {
    StringBuilder text = new StringBuilder(Nets.input("b0", 1, 2));
    for (int i = 0; i < 20_000; i++) {
      text.append(Nets.layer("ReLU", "b" + i, "b" + (i + 1), ""));
    }
    assertEquals(20_000, Nets.load(text.toString()).graph().nodes().size());
  }

  @Test
  void longChainInPlaceTakesLittleTime() {
    StringBuilder text = new StringBuilder(Nets.input("b", 1, 2));
    for (int i = 0; i < 50_000; i++) {
      text.append(Nets.layer("ReLU", "b", "b", "name: \"r\""));
    }
    assertEquals(50_000, Nets.load(text.toString()).graph().nodes().size());
  }

  @Test
  void pathsInAModelAreNotOpened() {
    ImportedModel model =
        Nets.load(
            Nets.layer(
                    "ImageData",
                    "",
                    "data",
                    "image_data_param { source: \"/nonexistent/list\" new_height: 4 new_width: 4 }"
                        + " transform_param { mean_file: \"/nonexistent/mean\" }")
                + Nets.layer("ReLU", "data", "a", ""));
    assertTrue(model.preprocessing().get(0).meanFile().orElseThrow().startsWith("/nonexistent"));
  }
}
