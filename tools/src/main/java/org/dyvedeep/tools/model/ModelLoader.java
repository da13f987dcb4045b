package org.dyvedeep.tools.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dyvedeep.caffe.CaffeImporter;
import org.dyvedeep.caffe.ImportedModel;
import org.dyvedeep.caffe.Inspection;
import org.dyvedeep.caffe.WeightSource;
import org.dyvedeep.caffe.write.FileNotWrittenException;
import org.dyvedeep.models.BuiltInModels;
import org.dyvedeep.models.ModelDescription;
import org.dyvedeep.models.ModelResources;
import org.dyvedeep.models.WeightFiles;
import org.dyvedeep.tools.fetch.CacheFolder;
import org.dyvedeep.tools.fetch.Catalogue;
import org.dyvedeep.tools.fetch.Digests;

/**
 * Finds and imports what a MODEL argument stands for. Weights that were not named are looked for in
 * this order: part of the project, the download cache, {@code DYVEDEEP_MODELS} or the folder beside
 * the project, made from a seed.
 */
public final class ModelLoader {
  private final CacheFolder cache;
  private final WeightFiles weightFiles;

  /**
   * A loader for given places.
   *
   * @param cache where downloads are kept
   * @param weightFiles where trained weights may lie
   */
  public ModelLoader(CacheFolder cache, WeightFiles weightFiles) {
    this.cache = cache;
    this.weightFiles = weightFiles;
  }

  /** A loader for this process's environment. */
  public static ModelLoader standard() {
    return new ModelLoader(
        CacheFolder.standard(), WeightFiles.of(System.getenv(), Places.project()));
  }

  /**
   * Imports a model so that it can be run.
   *
   * @throws org.dyvedeep.caffe.ModelImportException if a file cannot be understood
   * @throws IOException if a file cannot be read
   */
  public LoadedModel load(ModelRequest request) throws IOException {
    requireModel(request);
    return withWeights(request, weights -> load(request, weights));
  }

  private static LoadedModel load(ModelRequest request, Weights weights) throws IOException {
    String model = request.model();
    if (!BuiltInModels.contains(model)) {
      ImportedModel imported =
          CaffeImporter.importModel(Path.of(model), weights.source(), request.options());
      return new LoadedModel(model, Optional.empty(), imported, weights.used());
    }
    ModelDescription description = BuiltInModels.get(model);
    String text = ModelResources.text(description.prototxt());
    ImportedModel imported =
        CaffeImporter.importText(description.prototxt(), text, weights.source(), request.options());
    return new LoadedModel(model, Optional.of(description), imported, weights.used());
  }

  /**
   * Looks at a model without needing all of its layers to be supported.
   *
   * @throws org.dyvedeep.caffe.ModelImportException if a file cannot be understood
   * @throws IOException if a file cannot be read
   */
  public Inspected inspect(ModelRequest request) throws IOException {
    requireModel(request);
    return withWeights(
        request, weights -> new Inspected(inspect(request, weights), weights.used()));
  }

  private static Inspection inspect(ModelRequest request, Weights weights) throws IOException {
    String model = request.model();
    if (!BuiltInModels.contains(model)) {
      return CaffeImporter.inspect(Path.of(model), weights.source(), request.options());
    }
    String prototxt = BuiltInModels.get(model).prototxt();
    return CaffeImporter.inspectText(
        prototxt, ModelResources.text(prototxt), weights.source(), request.options());
  }

  /**
   * What a file holds, and the weights it was looked at with.
   *
   * @param inspection the network
   * @param weights which weights
   */
  public record Inspected(Inspection inspection, WeightsUsed weights) {}

  private record Weights(WeightSource source, WeightsUsed used) {}

  /** Something that is done with weights while their file is there. */
  @FunctionalInterface
  private interface Use<T> {
    T apply(Weights weights) throws IOException;
  }

  private static void requireModel(ModelRequest request) throws IOException {
    if (!BuiltInModels.contains(request.model()) && !Files.exists(Path.of(request.model()))) {
      throw new IOException(
          request.model()
              + " is neither a file nor a built-in model; the built-in models are "
              + String.join(", ", BuiltInModels.names()));
    }
  }

  private <T> T withWeights(ModelRequest request, Use<T> use) throws IOException {
    if (request.weights().isPresent()) {
      return use.apply(file("file", request.weights().get()));
    }
    if (!BuiltInModels.contains(request.model())) {
      return use.apply(seeded(request));
    }
    ModelDescription description = BuiltInModels.get(request.model());
    if (description.weights() != null) {
      return withResource(description.weights(), use);
    }
    Optional<Path> fetched = fetched(description);
    if (fetched.isPresent()) {
      return use.apply(file("fetched", fetched.get()));
    }
    Optional<Path> found = weightFiles.find(description);
    if (found.isPresent()) {
      return use.apply(file("file", found.get()));
    }
    return use.apply(seeded(request));
  }

  private static Weights seeded(ModelRequest request) {
    return new Weights(SeededSource.of(request.seed()), new WeightsUsed("seeded", null, null));
  }

  private Optional<Path> fetched(ModelDescription description) throws IOException {
    return description.fetch() == null
        ? Optional.empty()
        : cache.find(Catalogue.standard().entry(description.fetch()));
  }

  private static Weights file(String kind, Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException(path + " is a folder; expected a caffemodel or .net file");
    }
    String sha256 = Digests.sha256(path);
    return new Weights(WeightSource.file(path), new WeightsUsed(kind, path.toString(), sha256));
  }

  private static Path copied(String resource, Path folder) throws IOException {
    try {
      return ModelResources.copyTo(resource, folder);
    } catch (IOException e) {
      throw new FileNotWrittenException(folder.resolve(resource), e);
    }
  }

  /** The importer reads files; a resource is one only for as long as the import takes. */
  private static <T> T withResource(String resource, Use<T> use) throws IOException {
    Path folder = Files.createTempDirectory("dyvedeep");
    try {
      Path copy = copied(resource, folder);
      Weights weights = file("trained", copy);
      WeightsUsed used = new WeightsUsed("trained", resource, weights.used().sha256());
      return use.apply(new Weights(weights.source(), used));
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
