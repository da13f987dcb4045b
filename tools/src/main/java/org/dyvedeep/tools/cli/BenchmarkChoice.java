package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.models.BuiltInModels;
import org.dyvedeep.models.ModelDescription;
import org.dyvedeep.tools.fetch.CacheFolder;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.ModelRequest;
import org.dyvedeep.tools.model.WeightsUsed;
import org.dyvedeep.tools.reproduce.Benchmark;
import org.dyvedeep.tools.reproduce.DataSet;

/**
 * Which network and data stand for a benchmark.
 *
 * @param run what can be run; empty if nothing can
 * @param missing what better choices would take, and the commands that get it
 */
record BenchmarkChoice(Optional<Run> run, Set<String> missing) {
  /**
   * What is run.
   *
   * @param request the network, with its weights' file named where they are in one
   */
  record Run(Benchmark.Variant variant, ModelRequest request, DataSet.Found data) {}

  /**
   * Where things are looked for.
   *
   * @param loader finds networks and weights
   * @param data the folder of data sets
   * @param cache where downloads are kept
   * @param seed of weights that have to be made
   */
  record Stock(ModelLoader loader, Path data, CacheFolder cache, long seed) {
    private ModelRequest request(String model, Optional<Path> weights) {
      return new ModelRequest(model, weights, seed, ImportOptions.defaults().withBatch(1));
    }

    private WeightsUsed weights(String model) throws IOException {
      return loader.inspect(request(model, Optional.empty())).weights();
    }
  }

  /** Takes the first variant whose weights and data are there, else seeded weights if they may. */
  static BenchmarkChoice of(Benchmark benchmark, Stock stock) throws IOException {
    Set<String> missing = new LinkedHashSet<>();
    for (Benchmark.Variant variant : benchmark.variants()) {
      WeightsUsed weights = stock.weights(variant.model());
      Optional<DataSet.Found> data = variant.data().find(stock.data(), stock.cache());
      if (!weights.learned()) {
        missing.add(missingWeights(variant.model()));
      }
      if (data.isEmpty()) {
        missing.add("pictures for " + variant.model() + ": " + variant.data().command());
      }
      if (weights.learned() && data.isPresent()) {
        // A contestant's process would look in the standard places only.
        boolean file = weights.source().equals("file");
        Optional<Path> path = file ? Optional.of(Path.of(weights.path())) : Optional.empty();
        return chosen(stock.request(variant.model(), path), variant, data.get(), missing);
      }
    }
    Benchmark.Variant first = benchmark.variants().get(0);
    Optional<DataSet.Found> data = first.data().find(stock.data(), stock.cache());
    return benchmark.seeded() && data.isPresent()
        ? chosen(stock.request(first.model(), Optional.empty()), first, data.get(), missing)
        : new BenchmarkChoice(Optional.empty(), missing);
  }

  private static BenchmarkChoice chosen(
      ModelRequest request, Benchmark.Variant variant, DataSet.Found data, Set<String> missing) {
    return new BenchmarkChoice(Optional.of(new Run(variant, request, data)), missing);
  }

  private static String missingWeights(String model) {
    ModelDescription description = BuiltInModels.get(model);
    String command =
        description.fetch() == null
            ? "put them into MODELS/%s, then ./dyvedeep reproduce --models MODELS"
                .formatted(description.weightFiles().get(0))
            : "./dyvedeep fetch " + description.fetch();
    return "learned weights of " + model + ": " + command;
  }
}
