package org.dyvedeep.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.knobs.count.EffortMeter;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.run.EffortGraph;
import org.dyvedeep.knobs.run.EffortProvider;
import org.dyvedeep.models.WeightFiles;
import org.dyvedeep.tools.fetch.CacheFolder;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.ModelRequest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Built-in networks with all knobs off: no bit changes, and every operation is counted. */
class KnobsOffTest {
  @TempDir private Path emptyCache;

  private Graph graph(String name) throws IOException {
    WeightFiles files = WeightFiles.of(System.getenv(), SharedFolders.root());
    ModelLoader loader = new ModelLoader(new CacheFolder(emptyCache), files);
    ImportOptions options = ImportOptions.defaults().withBatch(1);
    ModelRequest request = new ModelRequest(name, Optional.empty(), 1, options);
    return loader.load(request).imported().graph();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shapes10", "cifar10-quick", "cifar10-full", "squeezenet"})
  void resultsAndCountsAreThoseOfTheDenseNetwork(String name) throws IOException {
    Graph graph = graph(name);
    ModelOptions reference = ModelOptions.defaults().backend("reference");
    float[] dense = output(graph, reference);
    EffortMeter meter = new EffortMeter();
    EffortProvider provider = EffortProvider.of(Map.of()).metered(meter);
    assertArrayEquals(dense, output(EffortGraph.of(graph), reference.provider(provider)), 0f);
    Map<String, Long> spent = new LinkedHashMap<>();
    meter.counts().forEach((layer, counts) -> spent.put(layer, counts.spent()));
    assertEquals(macs(graph), spent);
    LayerCounts total = meter.total();
    assertEquals(total.dense(), total.spent());
    assertEquals(0, total.totalOverhead());
  }

  private static Map<String, Long> macs(Graph graph) {
    Map<String, Long> macs = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.macs() > 0) {
        macs.put(node.name(), node.macs());
      }
    }
    return macs;
  }

  private static float[] output(Graph graph, ModelOptions options) {
    SplittableRandom random = new SplittableRandom(5);
    try (Model model = Model.compile(graph, options);
        Session session = model.open()) {
      model
          .inputs()
          .forEach(
              (input, shape) -> {
                float[] values = new float[shape.size()];
                for (int i = 0; i < values.length; i++) {
                  values[i] = (float) random.nextDouble(-120, 120);
                }
                session.write(input, values, 0);
              });
      session.run();
      return session.read(session.outputs().iterator().next());
    }
  }

  /** All ReLUs of these networks stand behind a convolution or can be moved there. */
  @ParameterizedTest
  @ValueSource(strings = {"cifar10-quick", "cifar10-full", "squeezenet", "alexnet"})
  void everyReluIsFused(String name) throws IOException {
    Graph graph = EffortGraph.of(graph(name));
    assertEquals(0, graph.nodes().stream().filter(n -> n.operation() instanceof Relu).count());
  }
}
