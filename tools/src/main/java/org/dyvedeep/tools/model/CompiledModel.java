package org.dyvedeep.tools.model;

import java.io.IOException;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;

/**
 * A model that is compiled for its scores. Kernels keep weights of their own or share the imported
 * ones; those that were packed are not held a second time.
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
    LoadedModel loaded = loader.load(request);
    Model model = Model.compile(loaded.imported().graph(), options.keep(loaded.scoresBlob()));
    return new CompiledModel(loaded.withoutWeights(), model);
  }

  @Override
  public void close() {
    model.close();
  }
}
