package org.dyvedeep.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.knobs.count.CountingRules;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.knobs.plan.EffortPlanFile;
import org.dyvedeep.tools.model.Places;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/knobs.md says of counting and of plan files is what the code does. */
class KnobsDocTest {
  private static String doc;

  @BeforeAll
  static void read() throws IOException {
    doc = Files.readString(Places.project().resolve("docs").resolve("knobs.md"));
  }

  @Test
  void theCountingRulesAreTheCodes() {
    for (String rule : CountingRules.lines()) {
      assertTrue(doc.contains("\n- " + rule + "\n"), rule);
    }
  }

  @Test
  void theExampleIsAPlan() throws IOException {
    int from = doc.indexOf("```json\n") + "```json\n".length();
    String json = doc.substring(from, doc.indexOf("```", from));
    String whole = json.replace("sha256:...", "sha256:" + "0".repeat(64));
    EffortPlan plan =
        EffortPlanFile.read(
            "docs/knobs.md", new ByteArrayInputStream(whole.getBytes(StandardCharsets.UTF_8)));
    assertEquals(List.of("conv1", "ip1"), List.copyOf(plan.layers().keySet()));
  }

  @Test
  void everyFieldOfTheSchemaIsExplained() throws IOException {
    try (InputStream in = EffortPlanFile.class.getResourceAsStream(EffortPlanFile.SCHEMA)) {
      List<String> fields = new ArrayList<>();
      for (JsonNode properties : new JsonMapper().readTree(in).findValues("properties")) {
        properties.fieldNames().forEachRemaining(fields::add);
      }
      assertTrue(fields.size() > 30, fields.toString());
      for (String field : fields) {
        assertTrue(doc.contains(field), "docs/knobs.md does not explain " + field);
      }
    }
  }
}
