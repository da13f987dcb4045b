package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verb time with --against, as far as it goes without native programs. */
class AgainstOptionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--against nobody            | none of caffe, opencv and onnxruntime",
        "--against reference --rounds 0   | --rounds must be at least 1, got 0",
        "--against reference --seconds 0  | --seconds must be above 0",
        "--against reference --seconds NaN | --seconds must be above 0",
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
