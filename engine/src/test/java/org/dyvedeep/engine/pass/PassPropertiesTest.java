package org.dyvedeep.engine.pass;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.NodeByNode;
import org.dyvedeep.engine.RandomGraphs;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.Silence;
import org.dyvedeep.engine.op.Split;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Assertions;

/** Passes over random networks: whatever could be read before is the same afterwards. */
class PassPropertiesTest {
  private static void requireSame(Pass pass, long seed, double tolerance) {
    Graph plain = RandomGraphs.graph(seed);
    List<String> blobs = RandomGraphs.shuffledBlobs(plain, seed);
    Graph graph = plain.keeping(Set.copyOf(blobs.subList(0, blobs.size() / 3)));
    List<float[]> inputs = RandomGraphs.inputs(graph, seed);
    Map<String, float[]> before = NodeByNode.run(graph, inputs);
    Map<String, float[]> after = NodeByNode.run(pass.apply(graph), inputs);
    graph
        .blobs()
        .forEach(
            (blob, value) -> {
              if (graph.outputs().contains(value)) {
                NodeByNode.assertClose(blob, before.get(blob), after.get(blob), tolerance);
              }
            });
    // Blobs that survive by accident must not stand for something else.
    after.forEach(
        (blob, values) -> NodeByNode.assertClose(blob, before.get(blob), values, tolerance));
  }

  @Property(tries = 300)
  void removingUnusedNodesChangesNothing(@ForAll long seed) {
    requireSame(new RemoveUnusedNodes(), seed, 0);
  }

  @Property(tries = 300)
  void removingIdentitiesChangesNothing(@ForAll long seed) {
    requireSame(new RemoveIdentity(), seed, 0);
  }

  @Property(tries = 300)
  void inferringTheSameShapesChangesNothing(@ForAll long seed) {
    requireSame(new InferShapes(Map.of()), seed, 0);
  }

  @Property(tries = 300)
  void fusingActivationsChangesNothing(@ForAll long seed) {
    requireSame(new FuseActivation(), seed, 0);
  }

  @Property(tries = 300, seed = "1")
  void foldingBatchNormKeepsResults(@ForAll long seed) {
    requireSame(new FoldBatchNorm(), seed, 1e-5);
  }

  @Property(tries = 300, seed = "1")
  void foldingScaleKeepsResults(@ForAll long seed) {
    requireSame(new FoldScale(), seed, 1e-5);
  }

  @Property(tries = 300, seed = "1")
  void allPassesTogetherKeepResults(@ForAll long seed) {
    requireSame(Pipeline.optimise(), seed, 1e-5);
  }

  @Property(tries = 300)
  void nothingUselessRemains(@ForAll long seed) {
    Graph graph = Pipeline.cleanUp().apply(RandomGraphs.graph(seed));
    Map<String, List<Node>> consumers = graph.consumers();
    for (Node node : graph.nodes()) {
      Assertions.assertFalse(node.operation() instanceof Silence, node::name);
      Assertions.assertFalse(node.operation() instanceof Identity, node::name);
      Assertions.assertFalse(node.operation() instanceof Split, node::name);
      boolean needed =
          node.outputs().stream()
              .anyMatch(v -> graph.outputs().contains(v) || consumers.containsKey(v.name()));
      Assertions.assertTrue(needed, node::name);
    }
  }

  /** A batch of two gives each image what it gets alone. */
  @Example
  void anotherBatchSizeComputesEachImageTheSame() {
    int checked = 0;
    for (long seed = 0; checked < 20; seed++) {
      Graph single = RandomGraphs.graph(seed);
      if (batchIndependent(single)) {
        requireSameImages(single, seed);
        checked++;
      }
    }
  }

  private static boolean batchIndependent(Graph graph) {
    return graph.inputs().size() == 1
        && graph.inputs().get(0).shape().dim(0) == 1
        && graph.nodes().stream()
            .allMatch(
                node ->
                    LinearLayer.activation(node.operation()) != null
                        || (node.operation().inPlace() && node.weights().isEmpty()));
  }

  private static void requireSameImages(Graph single, long seed) {
    Shape shape = single.inputs().get(0).shape();
    Graph pair = InferShapes.with(single, Map.of(), 2).apply(single);
    float[] both = RandomGraphs.inputs(pair, seed).get(0);
    float[] second = java.util.Arrays.copyOfRange(both, shape.size(), 2 * shape.size());
    Map<String, float[]> expected = NodeByNode.run(single, List.of(second));
    Map<String, float[]> found = NodeByNode.run(pair, List.of(both));
    expected.forEach(
        (blob, values) ->
            Assertions.assertArrayEquals(
                values,
                java.util.Arrays.copyOfRange(found.get(blob), values.length, 2 * values.length),
                blob));
  }
}
