package org.dyvedeep.knobs.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, and the schema says the same as the reader. */
class PlanRoundTripTest {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final JsonSchema SCHEMA = schema();

  private static JsonSchema schema() {
    try (InputStream in = EffortPlanFile.class.getResourceAsStream(EffortPlanFile.SCHEMA)) {
      SchemaValidatorsConfig checkingFormats =
          SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
      return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in, checkingFormats);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Provide
  Arbitrary<EffortPlan> plans() {
    return RandomPlans.plans();
  }

  private static EffortPlan read(byte[] json) throws IOException {
    return EffortPlanFile.read("plan.json", new ByteArrayInputStream(json));
  }

  private static Set<ValidationMessage> complaints(JsonNode json) {
    return SCHEMA.validate(json);
  }

  @Property(tries = 300)
  void anyPlanSurvives(@ForAll("plans") EffortPlan plan) throws IOException {
    byte[] json = PlanWriter.bytes(plan);
    assertEquals(plan, read(json));
    assertEquals(Set.of(), complaints(MAPPER.readTree(json)));
  }

  @Test
  void everyFieldSurvives() throws IOException {
    assertEquals(RandomPlans.full(), read(PlanWriter.bytes(RandomPlans.full())));
  }

  @Test
  void filesAreReplacedWhole(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("plan.json");
    EffortPlanFile.write(RandomPlans.full().withLayers(Map.of()), file);
    EffortPlanFile.write(RandomPlans.full(), file);
    assertEquals(RandomPlans.full(), EffortPlanFile.read(file));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void aPlanThatCannotBeWrittenLeavesTheOldOne(@TempDir Path folder) throws IOException {
    Path file = Files.createDirectory(folder.resolve("plan.json"));
    Files.writeString(file.resolve("inside"), "kept");
    assertThrows(IOException.class, () -> EffortPlanFile.write(RandomPlans.full(), file));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void numbersOfAnArrayShareALine() throws IOException {
    String text = new String(PlanWriter.bytes(RandomPlans.full()), StandardCharsets.UTF_8);
    assertTrue(text.contains("\"below\" : [ -1.0, -2.5 ]"), text);
    assertTrue(text.contains("\"above\" : 3.0"), text);
  }

  /** Each field in turn is removed, replaced by nonsense, or gets an unknown neighbour. */
  @Test
  void theSchemaRefusesWhatTheReaderRefuses() throws IOException {
    ObjectNode whole = (ObjectNode) MAPPER.readTree(PlanWriter.bytes(RandomPlans.full()));
    int[] refused = {0};
    for (String nonsense :
        List.of("null", "\"\"", "-1.5", "[[]]", "{}", "[]", "1e99", "true", "2.0")) {
      Mutations.replacing(whole, MAPPER.readTree(nonsense), json -> refused[0] += agree(json));
    }
    Mutations.removing(whole, json -> refused[0] += agree(json));
    Mutations.adding(whole, json -> refused[0] += agree(json));
    assertTrue(refused[0] > 300, refused[0] + " refused");
  }

  private static int agree(JsonNode json) {
    Optional<String> refusal = Optional.empty();
    try {
      read(MAPPER.writeValueAsBytes(json));
    } catch (InvalidPlanException e) {
      refusal = Optional.of(e.getMessage());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertEquals(
        refusal.isPresent(),
        !complaints(json).isEmpty(),
        () -> json.toPrettyString() + "\n" + complaints(json));
    return refusal.isPresent() ? 1 : 0;
  }
}
