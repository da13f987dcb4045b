package org.dyvedeep.tools.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys that other programs rely on, and their types. */
class JsonReportsTest {
  private static final JsonNodeType TEXT = JsonNodeType.STRING;
  private static final JsonNodeType NUMBER = JsonNodeType.NUMBER;
  private static final JsonNodeType LIST = JsonNodeType.ARRAY;
  private static final JsonNodeType OBJECT = JsonNodeType.OBJECT;

  @TempDir private Path folder;

  private static void keys(JsonNode node, Map<String, JsonNodeType> keys) {
    keys.forEach(
        (key, type) -> {
          assertNotNull(node.get(key), "no key " + key + " in " + node);
          assertEquals(type, node.get(key).getNodeType(), key + " in " + node);
        });
  }

  private static void weights(JsonNode report, String source) {
    keys(report, Map.of("model", TEXT, "weights", OBJECT));
    JsonNode weights = report.get("weights");
    assertEquals(source, weights.get("source").textValue());
    boolean made = source.equals("seeded");
    keys(weights, Map.of("path", made ? JsonNodeType.NULL : TEXT));
    assertTrue(
        made
            ? weights.get("sha256").isNull()
            : weights.get("sha256").textValue().matches("[0-9a-f]{64}"),
        weights.toString());
  }

  @Test
  void info() {
    JsonNode report = Run.json("info");
    weights(report, "trained");
    keys(
        report,
        Map.of(
            "inputs", LIST,
            "layers", LIST,
            "totalMacs", NUMBER,
            "totalParameters", NUMBER,
            "warnings", LIST,
            "unsupported", LIST));
    assertEquals("[{\"name\":\"data\",\"shape\":[1,3,32,32]}]", report.get("inputs").toString());
    JsonNode conv1 = null;
    for (JsonNode layer : report.get("layers")) {
      keys(layer, Map.of("name", TEXT, "type", TEXT, "bottoms", LIST, "tops", LIST));
      keys(layer, Map.of("outputShape", LIST, "macs", NUMBER, "parameters", NUMBER));
      conv1 = layer.get("name").textValue().equals("conv1") ? layer : conv1;
    }
    assertNotNull(conv1);
    assertEquals("[1,32,32,32]", conv1.get("outputShape").toString());
    assertEquals(32 * 32 * 32 * 75, conv1.get("macs").longValue());
    assertEquals(32 * 75 + 32, conv1.get("parameters").longValue());
  }

  @ParameterizedTest
  @CsvSource({"alexnet, 724406816, 60965224", "vgg16, 15470264320, 138357544"})
  void totalsAreThePublishedOnes(String model, long macs, long parameters) {
    JsonNode report = Run.json("info", model);
    assertEquals(macs, report.get("totalMacs").longValue());
    assertEquals(parameters, report.get("totalParameters").longValue());
    long sum = 0;
    for (JsonNode layer : report.get("layers")) {
      sum += layer.get("macs").longValue();
    }
    assertEquals(macs, sum);
  }

  @Test
  void infoListsEveryUnsupportedLayer() throws IOException {
    String net =
        """
        layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }
        layer { name: "warp" type: "Warp" bottom: "data" top: "warp" }
        layer { name: "conv" type: "Convolution" bottom: "warp" top: "conv" convolution_param { num_output: 2 kernel_size: 3 } }
        layer { name: "py" type: "Python" bottom: "conv" top: "py" }
        """;
    Path file = Files.writeString(folder.resolve("net.prototxt"), net, US_ASCII);
    JsonNode report = Run.json("info", file.toString());
    weights(report, "seeded");
    report.get("unsupported").forEach(u -> keys(u, Map.of("layer", TEXT, "type", TEXT)));
    assertEquals(List.of("warp", "py"), report.get("unsupported").findValuesAsText("layer"));
    assertEquals(List.of("Warp", "Python"), report.get("unsupported").findValuesAsText("type"));
    Run text = Run.of("info", file.toString());
    assertEquals(0, text.status());
    assertTrue(text.out().contains("Unsupported:") && text.out().contains("py (Python)"));
  }

  @Test
  void classify() throws IOException {
    Path picture = folder.resolve("picture.png");
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    String image = picture.toString();
    JsonNode report = Run.json("classify", "shapes10", image, image, "--top", "10");
    weights(report, "trained");
    assertEquals(2, report.get("results").size());
    JsonNode result = report.get("results").get(0);
    assertEquals(image, result.get("image").textValue());
    assertEquals(10, result.get("top").size());
    double sum = 0;
    double last = 1;
    for (JsonNode guess : result.get("top")) {
      keys(guess, Map.of("index", NUMBER, "label", TEXT, "probability", NUMBER));
      double probability = guess.get("probability").doubleValue();
      assertTrue(probability <= last, "best first");
      last = probability;
      sum += probability;
    }
    assertEquals(1, sum, 1e-5);
    assertEquals(result.get("top"), report.get("results").get(1).get("top"));
  }

  /** A network without a softmax gives probabilities, too; and only one item's scores count. */
  @Test
  void classifyTurnsScoresIntoProbabilities() throws IOException {
    String net =
        """
        layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 4 dim: 3 dim: 8 dim: 8 } } }
        layer { name: "fc" type: "InnerProduct" bottom: "data" top: "fc" inner_product_param { num_output: 3 } }
        """;
    Path file = Files.writeString(folder.resolve("net.prototxt"), net, US_ASCII);
    Path picture = folder.resolve("picture.png");
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    String[] inputs = {"data=1x3x8x8", "data=2x3x8x8"};
    for (String input : inputs) {
      JsonNode report = Run.json("classify", file.toString(), picture.toString(), "--input", input);
      double sum = 0;
      for (JsonNode guess : report.get("results").get(0).get("top")) {
        sum += guess.get("probability").doubleValue();
      }
      assertEquals(1, sum, 1e-9, input);
    }
  }

  @Test
  void eval() {
    JsonNode report = Run.json("eval", "--limit", "20");
    weights(report, "trained");
    keys(report, Map.of("data", TEXT, "images", NUMBER, "top1", NUMBER, "top5", NUMBER));
    assertEquals(20, report.get("images").intValue());
    quantiles(report.get("ms"), "median", "p90", "min");
    assertTrue(report.get("top1").doubleValue() <= report.get("top5").doubleValue());
  }

  private static void quantiles(JsonNode times, String median, String p90, String min) {
    keys(times, Map.of(median, NUMBER, p90, NUMBER, min, NUMBER));
    assertTrue(times.get(min).doubleValue() > 0);
    assertTrue(times.get(min).doubleValue() <= times.get(median).doubleValue());
    assertTrue(times.get(median).doubleValue() <= times.get(p90).doubleValue());
  }

  @Test
  void time() {
    JsonNode report =
        Run.json(
            "time",
            "cifar10-quick",
            "--backend",
            "caffe-mirror,reference",
            "--threads",
            "2",
            "--batch",
            "2",
            "--iterations",
            "3",
            "--warmup",
            "1",
            "--layers");
    weights(report, "trained");
    assertEquals(2, report.get("threads").intValue());
    assertEquals(2, report.get("batch").intValue());
    assertEquals(
        List.of("caffe-mirror", "reference"), report.get("contestants").findValuesAsText("name"));
    for (JsonNode contestant : report.get("contestants")) {
      quantiles(contestant, "medianMs", "p90Ms", "minMs");
      assertTrue(contestant.has("ratioToCaffe") && contestant.has("peakRssMb"));
    }
    keys(report, Map.of("layers", LIST));
    report
        .get("layers")
        .forEach(layer -> keys(layer, Map.of("name", TEXT, "type", TEXT, "ms", NUMBER)));
    assertTrue(report.get("layers").findValuesAsText("name").contains("conv1"));
  }

  @Test
  void everyFormIsPrintedToStandardOutputAndRemarksAreNot() {
    Run json = Run.of("eval", "--limit", "5", "--format", "json");
    assertEquals(5, json.json().get("images").intValue());
    assertTrue(json.err().contains("weights: trained"), json.err());
    Run text = Run.of("eval", "--limit", "5");
    assertTrue(text.out().contains("5 images") && text.out().contains("top-1"), text.out());
    Run quiet = Run.of("eval", "--limit", "5", "--quiet");
    assertEquals("", quiet.err());
    assertEquals(0, quiet.status());
  }

  @Test
  void seededWeightsAreSaidToMeanNothing() throws IOException {
    String net =
        """
        layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 32 dim: 32 } } }
        layer { name: "fc" type: "InnerProduct" bottom: "data" top: "fc" inner_product_param { num_output: 10 } }
        """;
    Path file = Files.writeString(folder.resolve("net.prototxt"), net, US_ASCII);
    Path data = Files.write(folder.resolve("two.bin"), new byte[2 * 3073]);
    Run text = Run.of("eval", file.toString(), "--data", data.toString());
    assertTrue(text.out().contains("the accuracy means nothing"), text.out());
    Run json = Run.of("eval", file.toString(), "--data", data.toString(), "--format", "json");
    weights(json.json(), "seeded");
    assertTrue(json.err().contains("the accuracy means nothing"), json.err());
  }
}
