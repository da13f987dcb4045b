package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dyvedeep.engine.backend.CaffeMirrorBackend;
import org.dyvedeep.engine.backend.direct.DirectBackend;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.BatchNorm;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Scale;
import org.dyvedeep.engine.plan.Backend;
import org.dyvedeep.engine.plan.CostModel;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.knobs.exact.ExactDynamicBackend;
import org.dyvedeep.knobs.run.EffortGraph;

/**
 * A classifier to be tuned.
 *
 * @param graph the network at batch 1, as effort operators want it
 * @param input the blob that pictures go to
 * @param scores the blob with one score a class
 * @param probabilities whether the scores are probabilities
 * @param costs what kernels are chosen by where layers are timed or run on blocks; everywhere else
 *     sums must be the same on all machines
 */
public record Network(
    Graph graph, String input, String scores, boolean probabilities, CostModel costs) {
  /** Brings a network into the form in which effort operators run it. */
  public static Network of(Graph graph, String input, String scores, boolean probabilities) {
    return new Network(
        EffortGraph.of(graph, Set.of(scores)), input, scores, probabilities, CostModel.defaults());
  }

  /** The same with other costs. */
  public Network costs(CostModel other) {
    return new Network(graph, input, scores, probabilities, other);
  }

  /** The layers that can be tuned, in the network's order. */
  List<TunedLayer> layers() {
    Map<String, List<Node>> consumers = graph.consumers();
    List<TunedLayer> layers = new ArrayList<>();
    for (Node node : graph.nodes()) {
      Optional<LayerShape> shape = LayerShape.of(node);
      if (shape.isPresent() && (shape.get().spatial() || shape.get().rectified())) {
        Value in = node.inputs().get(0);
        List<Node> readers = consumers.getOrDefault(node.outputs().get(0).name(), List.of());
        layers.add(
            new TunedLayer(
                shape.get(), blob(in), maxPooling(readers), graph.inputs().contains(in)));
      }
    }
    return layers;
  }

  /**
   * How the dense parts of the network are run: by the fast back end, unless it would fold layers
   * into others whose sums the knobs' thresholds are for.
   */
  ModelOptions options() {
    return unfolded(new DirectBackend());
  }

  /** How layers without knobs are run beside fast kernels: exactly, skipping what is zero. */
  ModelOptions exact() {
    return unfolded(new ExactDynamicBackend()).costs(costs);
  }

  private ModelOptions unfolded(Backend folding) {
    boolean folds =
        graph.nodes().stream()
            .anyMatch(n -> n.operation() instanceof BatchNorm || n.operation() instanceof Scale);
    return ModelOptions.defaults().backend(folds ? new CaffeMirrorBackend() : folding);
  }

  /** The node that is a layer. */
  Node node(String layer) {
    return graph.nodes().stream().filter(n -> n.name().equals(layer)).findFirst().orElseThrow();
  }

  /** Multiply-accumulates of a run. */
  long macs() {
    return graph.nodes().stream().mapToLong(Node::macs).sum();
  }

  /** What part of all multiply-accumulates each layer has. */
  Map<String, Double> shares() {
    double all = macs();
    Map<String, Double> shares = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.macs() > 0) {
        shares.put(node.name(), node.macs() / all);
      }
    }
    return shares;
  }

  private String blob(Value value) {
    return graph.blobs().entrySet().stream()
        .filter(entry -> entry.getValue().equals(value))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no blob stands for the value " + value.name()));
  }

  private static Optional<Pooling> maxPooling(List<Node> readers) {
    if (readers.size() == 1
        && readers.get(0).operation() instanceof Pooling pooling
        && pooling.method() == Pooling.Method.MAX
        && !pooling.global()) {
      return Optional.of(pooling);
    }
    return Optional.empty();
  }
}
