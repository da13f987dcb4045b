package org.dyvedeep.engine.run;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.NodeByNode;
import org.dyvedeep.engine.RandomGraphs;
import org.dyvedeep.engine.graph.Graph;

class SessionPropertiesTest {
  /** In-place and re-used memory must not change any result, whatever else is kept. */
  @Property(tries = 500)
  void plannedRunsEqualUnplannedOnes(@ForAll long seed) {
    Graph graph = RandomGraphs.graph(seed);
    List<String> blobs = RandomGraphs.shuffledBlobs(graph, seed);
    String[] kept = blobs.subList(0, blobs.size() / 3).toArray(String[]::new);
    ModelOptions options = ModelOptions.defaults().backend("reference").keep(kept);
    compare(graph, seed, options, 0);
  }

  /**
   * Errors are measured against the greatest value in the network: where sums cancel, a blob is
   * small while the rounding of what it was computed from is not.
   */
  @Property(tries = 500)
  void caffeMirrorAgreesWithTheReference(@ForAll long seed) {
    Graph graph = RandomGraphs.graph(seed);
    List<String> blobs = RandomGraphs.shuffledBlobs(graph, seed);
    String[] kept = blobs.subList(0, blobs.size() / 3).toArray(String[]::new);
    int threads = seed % 2 == 0 ? 1 : 2;
    compare(graph, seed, ModelOptions.defaults().threads(threads).keep(kept), 1e-5);
  }

  @Property(tries = 1000)
  void directAgreesWithTheReference(@ForAll long seed) {
    Graph graph = RandomGraphs.graph(seed);
    List<String> blobs = RandomGraphs.shuffledBlobs(graph, seed);
    String[] kept = blobs.subList(0, blobs.size() / 3).toArray(String[]::new);
    int threads = seed % 2 == 0 ? 1 : 2;
    ModelOptions options = ModelOptions.defaults().backend("direct").threads(threads).keep(kept);
    compare(graph, seed, options, 1e-5);
  }

  @Property(tries = 100)
  void everyBlobCanBeKept(@ForAll long seed) {
    Graph graph = RandomGraphs.graph(seed);
    compare(graph, seed, ModelOptions.defaults().keepingAll(), 1e-5);
    compare(graph, seed, ModelOptions.defaults().backend("direct").keepingAll(), 1e-5);
  }

  private static void compare(Graph graph, long seed, ModelOptions options, double tolerance) {
    List<float[]> inputs = RandomGraphs.inputs(graph, seed);
    Map<String, float[]> expected = NodeByNode.run(graph, inputs);
    try (Model model = Model.compile(graph, options);
        Session session = model.open()) {
      for (int i = 0; i < inputs.size(); i++) {
        session.write(graph.inputs().get(i).name(), inputs.get(i), 0);
      }
      session.run();
      // A second run must find its inputs intact.
      session.run();
      Set<String> readable = new HashSet<>(model.outputs().keySet());
      readable.addAll(options.keepAll() ? graph.blobs().keySet() : options.keep());
      double limit = tolerance * NodeByNode.greatest(expected);
      for (String blob : readable) {
        NodeByNode.assertWithin(blob, expected.get(blob), session.read(blob), limit);
      }
    }
  }
}
