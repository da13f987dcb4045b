package org.dyvedeep.knobs.run;

import java.util.List;
import java.util.Set;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.pass.FuseActivation;
import org.dyvedeep.engine.pass.Pipeline;

/**
 * Readies a graph for knobs, changing no bit of what it computes: activations are fused into the
 * layers before them, where SPET and SDSS see them. A ReLU behind MAX pooling is moved in front of
 * it for that (the greatest of rectified values is the rectified greatest value).
 */
public final class EffortGraph {
  private static final Pipeline PASSES =
      new Pipeline(List.of(Pipeline.cleanUp(), new ReluBeforePooling(), new FuseActivation()));

  private EffortGraph() {}

  /** The graph with activations fused. Blobs that are in the way can no longer be kept. */
  public static Graph of(Graph graph) {
    return of(graph, Set.of());
  }

  /**
   * The same, leaving some blobs readable by {@code ModelOptions.keep}: activations stay apart
   * where they must be, for that.
   *
   * @throws IllegalArgumentException if there is no such blob
   */
  public static Graph of(Graph graph, Set<String> keep) {
    Graph result = PASSES.apply(graph.keeping(keep));
    Set<Value> outputs = Set.copyOf(graph.outputs());
    List<Value> kept =
        graph.blobs().entrySet().stream()
            .filter(blob -> outputs.contains(blob.getValue()))
            .map(blob -> result.blob(blob.getKey()))
            .distinct()
            .toList();
    return new Graph(result.name(), result.inputs(), result.nodes(), kept, result.blobs());
  }
}
