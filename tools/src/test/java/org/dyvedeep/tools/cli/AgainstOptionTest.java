package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verb time with --against, as far as it goes without native programs. */
class AgainstOptionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--against nobody            | none of caffe, opencv, onnxruntime and tuned-dynamic",
        "--against reference --rounds 0   | --rounds must be at least 1, got 0",
        "--against reference --seconds 0  | --seconds must be above 0",
        "--against reference --seconds NaN | --seconds must be above 0",
        "--images 0 | --images must be at least 1",
        "--part 1/2 | --part needs --data",
        "--effort nowhere.json | nowhere.json does not exist",
        "--data nowhere | nowhere: does not exist",
      })
  void refusals(String options, String words) {
    Run.of(("time shapes10 " + options).split(" +")).refuses(words);
  }

  @Test
  void backEndsInProcessesOfTheirOwn() {
    JsonNode report =
        Run.json(
            ("time shapes10 --against caffe-mirror --rounds 2 --seconds 0.01 --warmup 1 --layers"
                    + " --threads 2 --batch 3")
                .split(" "));
    assertEquals("shapes10", report.get("model").textValue());
    assertEquals("trained", report.get("weights").get("source").textValue());
    assertEquals(2, report.get("threads").intValue());
    assertEquals(3, report.get("batch").intValue());
    assertEquals(2, report.get("rounds").intValue());
    assertEquals("[]", report.get("missing").toString());
    assertEquals("caffe-mirror", report.get("reference").textValue());
    assertEquals(
        List.of("caffe-mirror", "direct"), report.get("contestants").findValuesAsText("name"));
    for (JsonNode contestant : report.get("contestants")) {
      double min = contestant.get("minMs").doubleValue();
      assertTrue(min > 0 && min <= contestant.get("medianMs").doubleValue());
      assertTrue(contestant.get("medianMs").doubleValue() <= contestant.get("p90Ms").doubleValue());
      assertTrue(contestant.get("runs").intValue() >= 2);
      // Without native Caffe there is nothing to be relative to.
      assertTrue(contestant.get("ratioToCaffe").isNull());
      assertTrue(contestant.has("peakRssMb"));
      assertTrue(contestant.get("maxErrorOverMax").doubleValue() < 5e-5);
      assertTrue(contestant.get("sameTop1").booleanValue());
    }
    JsonNode conv1 = null;
    for (JsonNode layer : report.get("layers")) {
      conv1 = layer.get("name").textValue().equals("conv1") ? layer : conv1;
    }
    assertEquals("Convolution", conv1.get("type").textValue());
    assertEquals(conv1.get("ms"), conv1.get("times").get("caffe-mirror"));
    assertTrue(conv1.get("times").get("direct").doubleValue() > 0);
  }

  /** Five pictures in batches of two make two inputs; a plan without knobs changes nothing. */
  @Test
  void picturesAndAPlan(@TempDir Path folder) throws IOException {
    byte[] records = new byte[5 * 3073];
    new SplittableRandom(1).nextBytes(records);
    for (int i = 0; i < 5; i++) {
      records[i * 3073] = (byte) i;
    }
    Path data = Files.write(folder.resolve("five.bin"), records);
    JsonNode report =
        Run.json(
            ("time cifar10-quick --effort none --rounds 1 --seconds 0.001 --warmup 1 --batch 2"
                    + " --data "
                    + data)
                .split(" "));
    assertEquals("4 images of " + data, report.get("input").textValue());
    assertEquals(
        List.of("direct", "tuned-dynamic"), report.get("contestants").findValuesAsText("name"));
    JsonNode tuned = report.get("contestants").get(1);
    // Every picture runs as often: once or more, and the first of a round does not count.
    assertEquals(0, tuned.get("runs").intValue() % 2);
    assertTrue(tuned.get("maxErrorOverMax").doubleValue() < 1e-5, tuned.toString());
    assertEquals(tuned.get("ratioToDense"), tuned.get("timesAsFastAs").get("direct").get("median"));
    JsonNode alone =
        Run.json(("time cifar10-quick --iterations 1 --warmup 1 --data " + data).split(" "));
    assertEquals("5 images of " + data, alone.get("input").textValue());
  }

  @Test
  void withoutAPlanNobodyIsTuned(@TempDir Path folder) throws IOException {
    String net =
        """
        layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }
        layer { name: "fc" type: "InnerProduct" bottom: "data" top: "fc" inner_product_param { num_output: 3 } }
        """;
    Path file = Files.writeString(folder.resolve("net.prototxt"), net);
    JsonNode report =
        Run.json(
            ("time " + file + " --against tuned-dynamic --rounds 1 --seconds 0.001 --warmup 1")
                .split(" "));
    assertEquals(List.of("direct"), report.get("contestants").findValuesAsText("name"));
    JsonNode missing = report.get("missing").get(0);
    assertEquals("tuned-dynamic", missing.get("name").textValue());
    assertTrue(missing.get("reason").textValue().startsWith("there is no effort plan for"));
  }

  @Test
  void asText() {
    Run run =
        Run.of("time shapes10 --against direct --rounds 1 --seconds 0.001 --warmup 1".split(" "));
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("Caffe's time / its"), run.out());
    assertTrue(run.out().contains("scores against direct's: greatest difference 0.0e+00"));
    assertFalse(run.out().contains("missing"), run.out());
  }
}
