package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dyvedeep.tools.caffe.CaffeRuntime;
import org.dyvedeep.tools.model.Places;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The verb compare where native Caffe is here. */
class CompareVerbTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void needsNativeCaffe() throws IOException {
    Assumptions.assumeTrue(CaffeRuntime.find(Places.project()).isPresent(), CaffeRuntime::absence);
  }

  private int run(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }

  @Test
  void reportsWhatOthersRelyOn() throws IOException {
    assertEquals(0, run("compare", "shapes10", "--images", "2", "--format", "json"), err::toString);
    JsonNode report = new JsonMapper().readTree(out.toString());
    assertEquals(2, report.get("images").asInt());
    assertEquals("trained", report.get("weights").get("source").asText());
    assertTrue(report.get("pass").asBoolean());
    assertEquals(5e-5, report.get("tolerance").asDouble());
    assertTrue(report.get("firstDiverging").isNull());
    assertEquals(100, report.get("top1Agreement").asDouble());
    assertEquals(100, report.get("top5Agreement").asDouble());
    for (String key : new String[] {"blob", "maxErrorOverMax", "relativeL2"}) {
      assertTrue(report.get("worst").has(key), key);
    }
    for (String key : new String[] {"name", "maxErrorOverMax", "relativeL2", "cosine"}) {
      assertTrue(report.get("blobs").get(0).has(key), key);
    }
  }

  @Test
  void beyondTheToleranceTheStatusIsOne() throws IOException {
    int status = run("compare", "shapes10", "--tolerance", "1e-12", "--format", "json");
    assertEquals(1, status, err::toString);
    JsonNode report = new JsonMapper().readTree(out.toString());
    assertFalse(report.get("pass").asBoolean());
    assertFalse(report.get("firstDiverging").isNull());
  }

  @Test
  void whatCaffeRefusesIsReportedInItsWords(@TempDir Path folder) throws IOException {
    String text =
        "layer { name: \"x\" type: \"Input\" top: \"x\" input_param { shape { dim: 1 dim: 2 } } }"
            + "layer { name: \"s\" type: \"Swish\" bottom: \"x\" top: \"s\" }";
    Path file = Files.writeString(folder.resolve("net.prototxt"), text);
    assertEquals(2, run("compare", file.toString()));
    assertTrue(err.toString().contains("Unknown layer type: Swish"), err::toString);
  }
}
