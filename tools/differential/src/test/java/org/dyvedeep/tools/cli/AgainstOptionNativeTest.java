package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dyvedeep.tools.caffe.CaffeRuntime;
import org.dyvedeep.tools.contest.Peer;
import org.dyvedeep.tools.model.Places;
import org.dyvedeep.tools.worker.WorkerException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The verb time with --against, where native Caffe or a peer is here. */
class AgainstOptionNativeTest {
  private static JsonNode run(String arguments) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    String quick = " --rounds 2 --seconds 0.01 --warmup 1 --format json";
    assertEquals(0, commandLine.execute((arguments + quick).split(" ")), err::toString);
    assertNoProcessIsLeft();
    return new JsonMapper().readTree(out.toString());
  }

  private static void assertNoProcessIsLeft() {
    List<String> left = new ArrayList<>();
    try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
      children.filter(ProcessHandle::isAlive).forEach(c -> left.add(c.info().toString()));
    }
    assertEquals(List.of(), left);
  }

  private static void require(String name) throws IOException {
    if (name.equals("caffe")) {
      Assumptions.assumeTrue(
          CaffeRuntime.find(Places.project()).isPresent(), CaffeRuntime::absence);
      return;
    }
    try {
      assertFalse(Peer.of(name).orElseThrow().command(Places.project(), 1).name().isEmpty());
    } catch (WorkerException e) {
      Assumptions.abort(e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"caffe", "opencv", "onnxruntime"})
  void computesTheSameAndIsTimed(String name) throws IOException {
    require(name);
    JsonNode report = run("time shapes10 --batch 2 --against " + name);
    assertEquals("[]", report.get("missing").toString());
    assertEquals(List.of(name, "direct"), report.get("contestants").findValuesAsText("name"));
    for (JsonNode contestant : report.get("contestants")) {
      assertTrue(contestant.get("minMs").doubleValue() > 0);
      assertTrue(contestant.get("sameTop1").booleanValue());
      assertTrue(contestant.get("maxErrorOverMax").doubleValue() < 5e-5);
    }
    // A network that was not run, or not on this input, would not be so close and yet different.
    assertNotEquals(0, report.get("contestants").get(1).get("maxErrorOverMax").doubleValue());
  }

  @Test
  void ratiosAndLayersStandBesideCaffes() throws IOException {
    require("caffe");
    JsonNode report = run("time shapes10 --layers --against caffe,caffe-mirror");
    assertEquals("caffe", report.get("reference").textValue());
    assertEquals(1, report.get("contestants").get(0).get("ratioToCaffe").doubleValue());
    assertTrue(report.get("contestants").get(1).get("ratioToCaffe").doubleValue() > 0);
    int both = 0;
    for (JsonNode layer : report.get("layers")) {
      JsonNode times = layer.get("times");
      both += times.has("caffe") && times.has("caffe-mirror") ? 1 : 0;
    }
    // All layers but Caffe's Input are in both.
    assertEquals(
        both + 1,
        (int) report.get("layers").findValues("times").stream().filter(t -> t.has("caffe")).count(),
        report.get("layers")::toString);
  }
}
