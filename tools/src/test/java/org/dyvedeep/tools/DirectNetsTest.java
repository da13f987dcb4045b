package org.dyvedeep.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dyvedeep.engine.backend.direct.DirectBackend;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.models.BuiltInModels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every blob of built-in networks on back end direct as on caffe-mirror, with 1 and 2 threads. The
 * build runs the tests of tag {@code widths} once more at each vector width; property {@code
 * direct.nets} says which networks: names, or {@code all}. With {@code direct.report} set, errors
 * are printed.
 */
class DirectNetsTest {
  private static final double TOLERANCE = 5e-5;
  private static final double WITHOUT_WINOGRAD = 1e-5;
  private static final String ALL = "all";

  @TempDir private Path emptyCache;

  static Stream<String> nets() {
    String named = System.getProperty("direct.nets", ALL);
    return named.equals(ALL)
        ? BuiltInModels.names().stream()
        : List.of(named.trim().split("[ ,]+", -1)).stream();
  }

  @Tag("widths")
  @ParameterizedTest
  @MethodSource("nets")
  void bestKernelsAgreeWithCaffeMirror(String name) throws IOException {
    requireSame(name, KernelLookup.best());
  }

  @ParameterizedTest
  @MethodSource("nets")
  void scalarKernelsAgreeWithCaffeMirror(String name) throws IOException {
    requireSame(name, KernelLookup.scalar());
  }

  private void requireSame(String name, Kernels kernels) throws IOException {
    Graph graph = BuiltInRuns.graph(name, emptyCache);
    ModelOptions mirror = ModelOptions.defaults().backend("caffe-mirror").keepingAll();
    Map<String, float[]> expected = BuiltInRuns.blobs(graph, mirror);
    for (int threads = 1; threads <= 2; threads++) {
      ModelOptions options = ModelOptions.defaults().threads(threads);
      ModelOptions winograd = options.backend(new DirectBackend(kernels, true));
      ModelOptions exact = options.backend(new DirectBackend(kernels, false));
      // All blobs of a net without fusion, and the outputs of the net as it is usually run.
      double all = error(expected, graph, winograd.keepingAll());
      double outputs = error(expected, graph, winograd);
      double direct = error(expected, graph, exact.keepingAll());
      report(name, kernels, threads, Math.max(all, outputs), direct);
      String what = name + ", " + kernels.description() + ", " + threads + " threads";
      assertTrue(Math.max(all, outputs) <= TOLERANCE, () -> what + ": " + all + ", " + outputs);
      assertTrue(direct <= WITHOUT_WINOGRAD, () -> what + " without Winograd: " + direct);
    }
  }

  private static double error(Map<String, float[]> expected, Graph graph, ModelOptions options) {
    Map<String, float[]> found = BuiltInRuns.blobs(graph, options);
    assertFalse(found.isEmpty());
    if (options.keepAll()) {
      assertEquals(expected.keySet(), found.keySet());
    }
    return BuiltInRuns.worstError(expected, found);
  }

  private static void report(
      String name, Kernels kernels, int threads, double winograd, double direct) {
    if (System.getProperty("direct.report") != null) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %s | %d | %.1e | %.1e |%n",
          name,
          kernels.description(),
          Runtime.version().feature(),
          threads,
          winograd,
          direct);
    }
  }
}
