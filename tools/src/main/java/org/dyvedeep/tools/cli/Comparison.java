package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.tools.caffe.CaffeRuntime;
import org.dyvedeep.tools.caffe.CaffeWorker;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.data.Prefetcher;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.parity.Parity;
import org.dyvedeep.tools.parity.ParityResult;
import org.dyvedeep.tools.parity.SeededInputs;

/**
 * A model in native Caffe and in the engine, on images or on tensors made from a seed.
 *
 * @param images what to run; empty for tensors made from the seed
 * @param preprocess how images are prepared; empty for what the model says
 * @param seed for made tensors
 * @param count how many inputs
 * @param tolerance greatest error of a blob over the greatest value of Caffe's
 */
record Comparison(
    Optional<LabelledImages> images,
    Optional<Path> preprocess,
    long seed,
    int count,
    double tolerance) {
  private static final int PREPARED_AHEAD = 4;

  /**
   * Compares.
   *
   * @param done is told how many inputs are done
   * @throws IOException if native Caffe refuses the network, or images cannot be read
   */
  ParityResult run(CaffeRuntime runtime, LoadedModel model, ModelOptions options, LongConsumer done)
      throws IOException {
    try (CaffeWorker caffe = new CaffeWorker(runtime.command(options.threads()));
        Parity parity =
            Parity.of(model.imported(), options, caffe, Optional.of(model.scoresBlob()))) {
      Graph graph = model.imported().graph();
      SeededInputs made = new SeededInputs(graph, seed);
      if (images.isPresent()) {
        runImages(model, parity, made.next(), done);
      } else {
        for (int i = 1; i <= count; i++) {
          parity.run(made.next());
          done.accept(i);
        }
      }
      return parity.result(tolerance);
    }
  }

  /** Images go to the first input; the others keep what was made. */
  private void runImages(
      LoadedModel model, Parity parity, Map<String, float[]> inputs, LongConsumer done)
      throws IOException {
    ImagePipeline pipeline = ImagePipeline.of(model, preprocess);
    LabelledImages source = images.orElseThrow().limit(count);
    try (Prefetcher prefetcher =
        new Prefetcher(source, pipeline::preprocessor, 1, PREPARED_AHEAD)) {
      long images = 0;
      for (var image = prefetcher.next(); image != null; image = prefetcher.next()) {
        inputs.put(model.input().name(), image.pixels().clone());
        parity.run(inputs);
        done.accept(++images);
      }
      if (images == 0) {
        throw new IOException("there are no images in " + source.layout());
      }
    }
  }
}
