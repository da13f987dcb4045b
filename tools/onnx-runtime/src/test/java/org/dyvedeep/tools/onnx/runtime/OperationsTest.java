package org.dyvedeep.tools.onnx.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.RandomOperation;
import org.dyvedeep.engine.op.RandomOperations;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.tools.parity.BlobDifference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random layers of every operation, exported: ONNX Runtime computes what the reference back end
 * does. Settings, shapes and weights follow from a seed, which failures print.
 */
class OperationsTest {
  private static final double TOLERANCE = 1e-5;

  private static final String REPEAT =
      "repeat: mvn -Ppeers -pl tools/onnx-runtime -am verify -Dtest=OperationsTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Donnx.only=";

  @TempDir Path folder;

  static Stream<Class<? extends Operation>> types() {
    return RandomOperations.types().stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void agreesWithTheReference(Class<? extends Operation> type) throws Exception {
    String name = type.getSimpleName();
    String only = System.getProperty("onnx.only", "");
    if (only.startsWith(name + ":")) {
      check(type, Long.parseLong(only.substring(name.length() + 1)));
    }
    if (!only.isEmpty()) {
      return;
    }
    long first = Long.getLong("onnx.seed", 1) * 1_000_003L + name.hashCode();
    int count = Integer.getInteger("onnx.cases", 50);
    double worst = 0;
    for (int i = 0; i < count; i++) {
      worst = Math.max(worst, check(type, first + i));
    }
    System.out.printf("%-24s %d cases from seed %d, worst %.1e%n", name, count, first, worst);
  }

  private double check(Class<? extends Operation> type, long seed) {
    RandomOperation random = RandomOperations.of(type, new SplittableRandom(seed));
    String what = random + "\n" + REPEAT + type.getSimpleName() + ":" + seed;
    try {
      double worst = compare(random);
      assertTrue(worst <= TOLERANCE, () -> "error " + worst + " of " + what);
      return worst;
    } catch (IOException | OrtException | RuntimeException e) {
      throw new AssertionError(e.getMessage() + "\n" + what, e);
    }
  }

  private double compare(RandomOperation random) throws IOException, OrtException {
    Graph graph = graph(random);
    Map<String, float[]> inputs = new LinkedHashMap<>();
    for (Value input : graph.inputs()) {
      inputs.put(input.name(), random.inputs().get(inputs.size()));
    }
    double worst = 0;
    Map<String, float[]> expected = reference(graph, inputs);
    try (OnnxRuntime onnx = OnnxRuntime.load(graph, folder.resolve("case.onnx"))) {
      Map<String, float[]> found = onnx.run(inputs);
      assertEquals(expected.keySet(), found.keySet());
      for (Map.Entry<String, float[]> output : expected.entrySet()) {
        BlobDifference difference = new BlobDifference();
        difference.add(output.getValue(), found.get(output.getKey()));
        worst = Math.max(worst, difference.result(output.getKey()).maxErrorOverMax());
      }
    }
    return worst;
  }

  /** A copy of each input, the layer, and all but the inputs as outputs. */
  private static Graph graph(RandomOperation random) {
    GraphBuilder builder = new GraphBuilder("one layer");
    List<Value> from = new ArrayList<>();
    for (int i = 0; i < random.inputs().size(); i++) {
      Value input = builder.input("in" + i, random.inputShapes().get(i));
      List<String> copy = List.of("copy" + i);
      from.addAll(
          builder.add("copy" + i, "Dropout", new Identity(), List.of(input), List.of(), copy));
    }
    int count = random.outputShapes().size();
    List<String> outputs = Stream.of("a", "b", "c", "d").limit(count).toList();
    builder.add("layer", "test", random.operation(), from, random.denseWeights(), outputs);
    Graph graph = builder.build();
    return new Graph(
        graph.name(),
        graph.inputs(),
        graph.nodes(),
        graph.nodes().stream().flatMap(node -> node.outputs().stream()).toList(),
        graph.blobs());
  }

  private static Map<String, float[]> reference(Graph graph, Map<String, float[]> inputs) {
    Map<String, float[]> outputs = new LinkedHashMap<>();
    try (Model model = Model.compile(graph, ModelOptions.defaults().backend("reference"));
        Session session = model.open()) {
      inputs.forEach((name, values) -> session.write(name, values, 0));
      session.run();
      for (String name : model.outputs().keySet()) {
        outputs.put(name, session.read(name));
      }
    }
    return outputs;
  }
}
