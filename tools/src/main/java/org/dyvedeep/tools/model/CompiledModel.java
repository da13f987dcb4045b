package org.dyvedeep.tools.model;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;

/**
 * A model that is compiled for its scores. Weights are not held a second time once a kernel has
 * packed them.
 *
 * @param network what is known about it, without weights
 * @param model runs it; closed with this
 */
public record CompiledModel(LoadedModel network, Model model) implements AutoCloseable {
  /**
   * Loads and compiles a model.
   *
   * @param options how it is run; the blob that holds its scores is kept besides
   * @throws org.dyvedeep.caffe.ModelImportException if a file cannot be understood
   * @throws IOException if a file cannot be read, or the model has no scores
   */
  public static CompiledModel of(ModelLoader loader, ModelRequest request, ModelOptions options)
      throws IOException {
    Deque<Graph> graph = new ArrayDeque<>(1);
    LoadedModel network = load(loader, request, graph);
    ModelOptions withScores = options.keep(network.scoresBlob());
    return new CompiledModel(network, Model.compile(graph::remove, withScores));
  }

  /** Only the queue holds the weights afterwards. */
  private static LoadedModel load(ModelLoader loader, ModelRequest request, Deque<Graph> graph)
      throws IOException {
    LoadedModel loaded = loader.load(request);
    graph.add(loaded.imported().graph());
    return loaded.withoutWeights();
  }

  @Override
  public void close() {
    model.close();
  }
}
