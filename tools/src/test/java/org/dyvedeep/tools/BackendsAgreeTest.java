package org.dyvedeep.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.run.ModelOptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every blob of every built-in network, on all back ends as on the reference operators. */
class BackendsAgreeTest {
  private static final double TOLERANCE = 1e-5;

  /** What Winograd's algorithm may add. */
  private static final double DIRECT_TOLERANCE = 5e-5;

  @TempDir private Path emptyCache;

  private static ModelOptions options(String backend, int threads) {
    return ModelOptions.defaults().backend(backend).threads(threads);
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
    Graph graph = BuiltInRuns.graph(name, emptyCache);
    Map<String, float[]> reference = BuiltInRuns.blobs(graph, options("reference", 1).keepingAll());
    assertFalse(reference.isEmpty());
    for (String count : List.of(threads.split(" ", -1))) {
      int number = Integer.parseInt(count);
      requireAll(reference, graph, options("caffe-mirror", number), TOLERANCE);
      requireAll(reference, graph, options("direct", number), DIRECT_TOLERANCE);
      requireSame(reference, graph, options("exact-dynamic", number), DIRECT_TOLERANCE);
      // What is not kept is fused, folded and overwritten.
      requireSame(reference, graph, options("direct", number), DIRECT_TOLERANCE);
    }
  }

  private static void requireAll(
      Map<String, float[]> expected, Graph graph, ModelOptions options, double tolerance) {
    Map<String, float[]> found = requireSame(expected, graph, options.keepingAll(), tolerance);
    assertEquals(expected.keySet(), found.keySet());
  }

  private static Map<String, float[]> requireSame(
      Map<String, float[]> expected, Graph graph, ModelOptions options, double tolerance) {
    Map<String, float[]> found = BuiltInRuns.blobs(graph, options);
    assertFalse(found.isEmpty());
    double error = BuiltInRuns.worstError(expected, found);
    String backend = options.backend().name();
    assertTrue(error <= tolerance, () -> graph.name() + " on " + backend + ": " + error);
    return found;
  }
}
