package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.tools.data.DataSources;
import org.dyvedeep.tools.data.Prefetcher;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;

/**
 * What the runs of a timing read: noise, the same in each run, or pictures in turns. How much a
 * dynamic network leaves out depends on it.
 */
interface TimedInputs {
  /** Noise lies within this of zero, like pixels whose mean was subtracted. */
  double NOISE_BOUND = 128;

  /** Writes the inputs of a run, by its number. */
  void write(Model model, Session session, long run);

  /** The same noise for every run. */
  static TimedInputs noise(long seed) {
    return (model, session, run) -> {
      if (run > 0) {
        return;
      }
      SplittableRandom random = new SplittableRandom(seed);
      for (Map.Entry<String, Shape> input : model.inputs().entrySet()) {
        float[] values = new float[input.getValue().size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.nextDouble(-NOISE_BOUND, NOISE_BOUND);
        }
        session.write(input.getKey(), values, 0);
      }
    };
  }

  /**
   * The first pictures of a data set, prepared beforehand as the model wants them; the last batch
   * is left out where it is not full.
   *
   * @throws IOException if they cannot be read, or are too few for one batch
   */
  static TimedInputs pictures(LoadedModel model, Path data, int count) throws IOException {
    ImagePipeline pipeline = ImagePipeline.of(model, Optional.empty());
    String blob = model.input().name();
    int batch = model.input().shape().dim(0);
    int length = model.input().shape().size() / batch;
    List<float[]> batches = new ArrayList<>();
    int read = 0;
    try (Prefetcher prefetcher =
        new Prefetcher(DataSources.open(data).limit(count), pipeline::preprocessor, 1, 1)) {
      for (var next = prefetcher.next(); next != null; next = prefetcher.next()) {
        if (read % batch == 0) {
          batches.add(new float[batch * length]);
        }
        float[] last = batches.get(batches.size() - 1);
        System.arraycopy(next.pixels(), 0, last, read % batch * length, length);
        read++;
      }
    }
    int full = read / batch;
    if (full == 0) {
      throw new IOException(
          "%s has %d images, too few for a batch of %d; give others, or a smaller --batch"
              .formatted(data, read, batch));
    }
    return (any, session, run) -> session.write(blob, batches.get((int) (run % full)), 0);
  }
}
