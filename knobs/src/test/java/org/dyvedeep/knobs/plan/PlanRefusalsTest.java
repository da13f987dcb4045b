package org.dyvedeep.knobs.plan;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault gives one sentence that names file, layer, field, what was found and expected. */
class PlanRefusalsTest {
  private static String whole() throws IOException {
    return new String(PlanWriter.bytes(RandomPlans.full()), StandardCharsets.UTF_8);
  }

  private static void refuses(String json, String... words) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    InvalidPlanException refusal =
        assertThrows(
            InvalidPlanException.class,
            () -> EffortPlanFile.read("my.json", new ByteArrayInputStream(bytes)));
    String message = refusal.getMessage();
    assertTrue(message.startsWith("my.json: "), message);
    for (String word : words) {
      assertTrue(message.contains(word), message + " does not say " + word);
    }
  }

  /** What stands in the full plan, what is put there, and what the refusal says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-2.5 ]|NaN ]|layer \"conv\", field \"spet.stages[0].below[1]\": found \"NaN\", expected a finite",
        "-2.5 ]|Infinity ]|spet.stages[0].below[1]",
        "-2.5 ]|1e39 ]|below[1]\": found 1.0E39, expected a finite number",
        "\"above\" : 3.0|\"above\" : NaN|layer \"conv\", field \"spet.stages[0].above\": found \"NaN\"",
        "\"fraction\" : 0.5|\"fraction\" : 1.5|spet.stages[0]\": fraction should be a number above 0",
        "\"fraction\" : 0.5|\"fractoin\" : 0.5|spet.stages[0].fraction\": found nothing, expected a",
        "\"sfma\"|\"sfam\"|layer \"conv\", field \"sfam\": found an unknown field, expected one of spet, sdss, sfma, zis",
        "\"taps\"|\"taps first\"|spet.order\": found \"taps first\", expected one of natural, features, taps",
        "\"staged\"|\"guessed\"|spet.kind\": found \"guessed\", expected one of staged, signed",
        "\"tileWidth\" : 8|\"tileWidth\" : 0|field \"sfma\": tileWidth should be at least 1, is 0",
        "\"tileWidth\" : 8|\"tileWidth\" : 2.5|sfma.tileWidth\": found 2.5, expected a whole number",
        "\"periodX\" : 1|\"periodX\" : -1|sdss.periodX\": found -1, expected a whole number from 0 on",
        "\"epsilon\" : 0.01|\"epsilon\" : -0.5|field \"zis\": epsilon should be",
        "\"block\"|\"pixel\"|field \"granularity\": found \"pixel\", expected one of neuron, block",
        "\"version\" : 1|\"version\" : 2|field \"version\": found 2, expected 1",
        "dyvedeep-effort-plan|something|field \"format\": found \"something\", expected",
        "sha256:0|md5:0|field \"weights\"",
        "\"seed\" : 7|\"seed\" : \"7\"|field \"tuned.seed\": found \"7\", expected a whole number",
        "2026-01-31T12:00:00Z|yesterday|field \"tuned.date\": found \"yesterday\", expected a time such as",
        "\"maxLoss\"|\"minLoss\"|field \"tuned.maxLoss\": found nothing, expected a number",
        "\"low95\" : -0.1|\"low95\" : NaN|field \"tuned.verification.loss.low95\"",
        "\"model\" : \"net\",||field \"model\": found nothing, expected a text",
        "\"seed\" : 7|\"seed\" : 7, \"seed\" : 8|is not JSON: Duplicate field 'seed'",
      })
  void aFaultIsNamed(String there, String instead, String said) throws IOException {
    String json = whole();
    assertTrue(json.contains(there), json);
    refuses(json.replace(there, instead == null ? "" : instead), said);
  }

  @Test
  void aPlanThatWasCutOff() throws IOException {
    String json = whole();
    for (int length : new int[] {1, json.length() / 2, json.length() - 1}) {
      refuses(json.substring(0, length), "cut off and ends in the middle", "(line ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "[]", "7", "null"})
  void noObject(String json) {
    refuses(json, "found ", "expected an object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"layers: conv", "\u0000\u0001", "{} {}", "<html>"})
  void noJson(String json) {
    refuses(json, "is not JSON: ", "(line 1, column ");
  }

  @Test
  void stagesOutOfOrder() throws IOException {
    String stage = "{ \"fraction\" : 0.5, \"below\" : 0 }";
    refuses(
        whole().replaceFirst("\"stages\" : \\[", "\"stages\" : [ " + stage + ","),
        "layer \"conv\", field \"spet\": stages should be fractions that rise");
  }

  @Test
  void nestingThatWouldExhaustTheStack() {
    refuses("{\"a\":".repeat(100_000), "is not JSON: ");
  }
}
