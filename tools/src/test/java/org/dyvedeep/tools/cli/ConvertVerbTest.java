package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.dyvedeep.tools.caffe.CaffeRuntime;
import org.dyvedeep.tools.fetch.Digests;
import org.dyvedeep.tools.model.Places;
import org.dyvedeep.tools.onnx.proto.GraphProto;
import org.dyvedeep.tools.onnx.proto.ModelProto;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What convert writes can be used in place of what it was made from. */
class ConvertVerbTest {
  @TempDir Path folder;

  @Test
  void theFilesAreTheModel() throws IOException {
    Path file = folder.resolve("out.caffemodel");
    Path prototxt = folder.resolve("out.prototxt");
    JsonNode report =
        Run.json(
            "convert",
            "shapes10",
            "--to",
            "caffemodel",
            "-o",
            "" + file,
            "--prototxt",
            "" + prototxt);
    assertEquals("shapes10", report.get("from").asText());
    assertEquals("caffemodel", report.get("to").asText());
    assertEquals(file.toString(), report.get("path").asText());
    assertEquals(Files.size(file), report.get("bytes").asLong());
    assertEquals(Digests.sha256(file), report.get("sha256").asText());
    JsonNode info = Run.json("info", prototxt.toString(), "--weights", file.toString());
    JsonNode original = Run.json("info", "shapes10");
    for (String key : new String[] {"layers", "inputs", "totalMacs", "totalParameters"}) {
      assertEquals(original.get(key), info.get(key), key);
    }
    assertEquals(0, info.get("warnings").size());
  }

  @Test
  void writtenAgainItIsTheSame() throws IOException {
    Path first = folder.resolve("1.caffemodel");
    Path prototxt = folder.resolve("1.prototxt");
    Path second = folder.resolve("2.caffemodel");
    Run.json(
        "convert",
        "cifar10-quick",
        "--to",
        "caffemodel",
        "-o",
        "" + first,
        "--prototxt",
        "" + prototxt);
    Run.json(
        "convert", "" + prototxt, "--weights", "" + first, "--to", "caffemodel", "-o", "" + second);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }

  @Test
  void onnxHasTheLayersAndTheBlobs() throws IOException {
    Path file = folder.resolve("out.onnx");
    JsonNode report =
        Run.json("convert", "shapes10", "--to", "onnx", "-o", "" + file, "--batch", "3");
    assertEquals("onnx", report.get("to").asText());
    assertEquals(Files.size(file), report.get("bytes").asLong());
    assertEquals(Digests.sha256(file), report.get("sha256").asText());
    GraphProto graph = ModelProto.parseFrom(Files.readAllBytes(file)).getGraph();
    assertEquals("data", graph.getInput(0).getName());
    assertEquals(3, graph.getInput(0).getType().getTensorType().getShape().getDim(0).getDimValue());
    assertEquals("prob", graph.getOutput(0).getName());
    Set<String> nodes = new HashSet<>();
    graph.getNodeList().forEach(node -> nodes.add(node.getName()));
    for (JsonNode layer : Run.json("info", "shapes10").get("layers")) {
      assertTrue(
          layer.get("type").asText().equals("Input") || nodes.contains(layer.get("name").asText()),
          layer::toString);
    }
  }

  @Test
  void failuresLeaveAnEarlierFileAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("out.onnx"), "earlier");
    Run.of("convert", "nowhere.prototxt", "--to", "onnx", "-o", "" + file).refuses("nowhere");
    assertEquals("earlier", Files.readString(file));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void whatItCannotDoItSays() {
    Run.of("convert", "shapes10", "--to", "gif", "-o", "x").refuses("--to", "CAFFEMODEL");
    Run.of("convert", "shapes10", "--to", "caffemodel").refuses("--output");
    Path nowhere = folder.resolve("no").resolve("out.caffemodel");
    Run.of("convert", "shapes10", "--to", "caffemodel", "-o", "" + nowhere)
        .refuses("" + nowhere, "there is no such folder; make it first");
    assertTrue(Files.notExists(nowhere));
  }

  @Test
  void compareSaysHowToGetNativeCaffe() throws IOException {
    Optional<CaffeRuntime> here = CaffeRuntime.find(Places.project());
    Assumptions.assumeTrue(here.isEmpty(), "native Caffe is here: nothing to complain of");
    Run.of("compare", "shapes10").refuses("native Caffe");
    Run.of("parity").refuses("native Caffe");
  }

  @Test
  void compareChecksItsNumbers() {
    Run.of("compare", "shapes10", "--images", "0").refuses("--images", "at least 1");
  }
}
