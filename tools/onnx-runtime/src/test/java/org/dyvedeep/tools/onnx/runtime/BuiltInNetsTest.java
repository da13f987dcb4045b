package org.dyvedeep.tools.onnx.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.caffe.ImportedModel;
import org.dyvedeep.caffe.write.CaffemodelWriter;
import org.dyvedeep.caffe.write.DeployPrototxt;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.models.BuiltInModels;
import org.dyvedeep.tools.caffe.CaffeRuntime;
import org.dyvedeep.tools.caffe.CaffeWorker;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.ModelRequest;
import org.dyvedeep.tools.model.Places;
import org.dyvedeep.tools.parity.BlobDifference;
import org.dyvedeep.tools.parity.SeededInputs;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The built-in networks with the weights that the command line would take, blob by blob. */
class BuiltInNetsTest {
  private static final double TOLERANCE = 1e-5;

  @TempDir Path folder;

  static Stream<String> names() {
    return BuiltInModels.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void agreesWithTheReference(String name) throws IOException, OrtException {
    ImportedModel imported = load(name).imported();
    Graph graph = imported.graph();
    Map<String, float[]> inputs = new SeededInputs(graph, 1).next();
    Map<String, float[]> expected = new LinkedHashMap<>();
    try (Model model =
            Model.compile(graph, ModelOptions.defaults().backend("reference").keepingAll());
        Session session = model.open()) {
      inputs.forEach((input, values) -> session.write(input, values, 0));
      session.run();
      for (String blob : graph.blobs().keySet()) {
        expected.put(blob, session.read(blob));
      }
    }
    require(name + " (reference, every blob)", expected, everyBlob(graph, inputs));
    require(name + " (reference, as converted)", expected, run(graph, inputs));
  }

  @ParameterizedTest
  @MethodSource("names")
  void agreesWithNativeCaffe(String name) throws IOException, OrtException {
    Optional<CaffeRuntime> runtime = CaffeRuntime.find(Places.project());
    Assumptions.assumeTrue(runtime.isPresent(), CaffeRuntime::absence);
    ImportedModel imported = load(name).imported();
    Map<String, float[]> inputs = new SeededInputs(imported.graph(), 2).next();
    Map<String, float[]> expected = new LinkedHashMap<>();
    try (CaffeWorker caffe = new CaffeWorker(runtime.orElseThrow().command(1))) {
      Path prototxt = caffe.folder().resolve("net.prototxt");
      Path caffemodel = caffe.folder().resolve("net.caffemodel");
      DeployPrototxt.write(imported, prototxt);
      CaffemodelWriter.write(imported, caffemodel);
      caffe.load(prototxt, Optional.of(caffemodel));
      for (Map.Entry<String, float[]> input : inputs.entrySet()) {
        caffe.write(input.getKey(), input.getValue());
      }
      caffe.forward();
      for (String blob : imported.graph().blobs().keySet()) {
        expected.put(blob, caffe.read(blob));
      }
    }
    Graph graph = imported.graph();
    require(name + " (native Caffe, every blob)", expected, everyBlob(graph, inputs));
    require(name + " (native Caffe, as converted)", expected, run(graph, inputs));
  }

  private static LoadedModel load(String name) throws IOException {
    ImportOptions options = ImportOptions.defaults().withBatch(1);
    return ModelLoader.standard().load(new ModelRequest(name, Optional.empty(), 1, options));
  }

  /** With every blob as an output, ONNX Runtime cannot merge layers. */
  private Map<String, float[]> everyBlob(Graph graph, Map<String, float[]> inputs)
      throws IOException, OrtException {
    Map<String, float[]> found = run(graph.keeping(graph.blobs().keySet()), inputs);
    // Inputs are blobs, too, but nothing computes them.
    assertEquals(graph.blobs().size() - graph.inputs().size(), found.size());
    return found;
  }

  private Map<String, float[]> run(Graph graph, Map<String, float[]> inputs)
      throws IOException, OrtException {
    try (OnnxRuntime onnx = OnnxRuntime.load(graph, folder.resolve("net.onnx"))) {
      return onnx.run(inputs);
    }
  }

  private static void require(
      String what, Map<String, float[]> expected, Map<String, float[]> found) {
    double worst = 0;
    String where = "";
    for (Map.Entry<String, float[]> blob : found.entrySet()) {
      BlobDifference difference = new BlobDifference();
      difference.add(expected.get(blob.getKey()), blob.getValue());
      double error = difference.result(blob.getKey()).maxErrorOverMax();
      where = error > worst ? blob.getKey() : where;
      worst = Math.max(worst, error);
      assertTrue(error <= TOLERANCE, () -> what + ": " + blob.getKey() + " differs by " + error);
    }
    System.out.printf("%-50s worst of %d blobs %.1e %s%n", what, found.size(), worst, where);
  }
}
