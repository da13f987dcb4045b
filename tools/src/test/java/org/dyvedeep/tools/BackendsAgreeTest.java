package org.dyvedeep.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.models.WeightFiles;
import org.dyvedeep.tools.fetch.CacheFolder;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.ModelRequest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every blob of every built-in network, on all back ends as on the reference operators. */
class BackendsAgreeTest {
  private static final double TOLERANCE = 1e-5;

  /** What Winograd's algorithm may add. */
  private static final double DIRECT_TOLERANCE = 5e-5;

  @TempDir private Path emptyCache;

  /** Weights that the caller may have fetched are not used: the test is the same everywhere. */
  private Graph graph(String model) throws IOException {
    WeightFiles files = WeightFiles.of(System.getenv(), SharedFolders.root());
    ModelLoader loader = new ModelLoader(new CacheFolder(emptyCache), files);
    ImportOptions options = ImportOptions.defaults().withBatch(1);
    LoadedModel loaded = loader.load(new ModelRequest(model, Optional.empty(), 1, options));
    return loaded.imported().graph();
  }

  private static Map<String, float[]> blobs(Graph graph, String backend, int threads) {
    return blobs(graph, ModelOptions.defaults().backend(backend).threads(threads).keepingAll());
  }

  private static Map<String, float[]> blobs(Graph graph, ModelOptions options) {
    SplittableRandom random = new SplittableRandom(5);
    try (Model model = Model.compile(graph, options);
        Session session = model.open()) {
      model
          .inputs()
          .forEach(
              (name, shape) -> {
                float[] values = new float[shape.size()];
                for (int i = 0; i < values.length; i++) {
                  values[i] = (float) random.nextDouble(-120, 120);
                }
                session.write(name, values, 0);
              });
      session.run();
      Map<String, float[]> blobs = new LinkedHashMap<>();
      Set<String> read = options.keepAll() ? graph.blobs().keySet() : session.outputs();
      read.forEach(blob -> blobs.put(blob, session.read(blob)));
      return blobs;
    }
  }

  private static double errorOverMax(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    double error = 0;
    double greatest = 0;
    for (int i = 0; i < expected.length; i++) {
      assertTrue(Float.isFinite(expected[i]) && Float.isFinite(actual[i]));
      error = Math.max(error, Math.abs((double) expected[i] - actual[i]));
      greatest = Math.max(greatest, Math.abs(expected[i]));
    }
    return error == 0 ? 0 : error / greatest;
  }

  @ParameterizedTest
  @CsvSource({
    "shapes10, 1 2",
    "cifar10-quick, 1 2",
    "cifar10-full, 1 2",
    "squeezenet, 1 2",
    "alexnet-cifar10-compressed, 2",
    "alexnet-cifar10, 1",
    "alexnet-compressed, 2",
    "alexnet, 2",
    "caffenet, 2",
    "overfeat, 2",
    "vgg16, 2"
  })
  void allAgreeWithTheReference(String name, String threads) throws IOException {
    Graph graph = graph(name);
    Map<String, float[]> reference = blobs(graph, "reference", 1);
    assertFalse(reference.isEmpty());
    for (String count : List.of(threads.split(" ", -1))) {
      int number = Integer.parseInt(count);
      requireSame(name, reference, blobs(graph, "caffe-mirror", number), TOLERANCE);
      requireSame(name, reference, blobs(graph, "direct", number), DIRECT_TOLERANCE);
      // What is not kept is fused, folded and overwritten.
      ModelOptions fused = ModelOptions.defaults().backend("direct").threads(number);
      Map<String, float[]> outputs = blobs(graph, fused);
      assertFalse(outputs.isEmpty());
      requireSame(name, outputs, subset(reference, outputs.keySet()), DIRECT_TOLERANCE);
    }
  }

  private static Map<String, float[]> subset(Map<String, float[]> blobs, Set<String> names) {
    Map<String, float[]> subset = new LinkedHashMap<>(blobs);
    subset.keySet().retainAll(names);
    return subset;
  }

  private static void requireSame(
      String model, Map<String, float[]> expected, Map<String, float[]> found, double tolerance) {
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach(
        (blob, values) -> {
          double error = errorOverMax(values, found.get(blob));
          assertTrue(error <= tolerance, blob + " of " + model + ": " + error);
        });
  }
}
