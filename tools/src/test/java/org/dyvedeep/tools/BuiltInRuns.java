package org.dyvedeep.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.models.WeightFiles;
import org.dyvedeep.tools.fetch.CacheFolder;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.ModelRequest;

/** Runs of built-in networks on one made input, and their comparison. */
final class BuiltInRuns {
  private BuiltInRuns() {}

  /**
   * A network for one image. Weights that the caller may have fetched are not used: tests are the
   * same everywhere.
   */
  static Graph graph(String model, Path emptyCache) throws IOException {
    WeightFiles files = WeightFiles.of(System.getenv(), SharedFolders.root());
    ModelLoader loader = new ModelLoader(new CacheFolder(emptyCache), files);
    ImportOptions options = ImportOptions.defaults().withBatch(1);
    LoadedModel loaded = loader.load(new ModelRequest(model, Optional.empty(), 1, options));
    return loaded.imported().graph();
  }

  /** The blobs that can be read after a run: all, or the outputs, as the options say. */
  static Map<String, float[]> blobs(Graph graph, ModelOptions options) {
    SplittableRandom random = new SplittableRandom(5);
    try (Model model = Model.compile(graph, options);
        Session session = model.open()) {
      model
          .inputs()
          .forEach(
              (name, shape) -> {
                float[] values = new float[shape.size()];
                for (int i = 0; i < values.length; i++) {
                  values[i] = (float) random.nextDouble(-120, 120);
                }
                session.write(name, values, 0);
              });
      session.run();
      Map<String, float[]> blobs = new LinkedHashMap<>();
      Set<String> read = options.keepAll() ? graph.blobs().keySet() : session.outputs();
      read.forEach(blob -> blobs.put(blob, session.read(blob)));
      return blobs;
    }
  }

  /** The greatest max error / max of the blobs found. */
  static double worstError(Map<String, float[]> expected, Map<String, float[]> found) {
    assertTrue(expected.keySet().containsAll(found.keySet()));
    double worst = 0;
    for (Map.Entry<String, float[]> blob : found.entrySet()) {
      worst = Math.max(worst, errorOverMax(expected.get(blob.getKey()), blob.getValue()));
    }
    return worst;
  }

  private static double errorOverMax(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    double error = 0;
    double greatest = 0;
    for (int i = 0; i < expected.length; i++) {
      assertTrue(Float.isFinite(expected[i]) && Float.isFinite(actual[i]));
      error = Math.max(error, Math.abs((double) expected[i] - actual[i]));
      greatest = Math.max(greatest, Math.abs(expected[i]));
    }
    return error == 0 ? 0 : error / greatest;
  }
}
