package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.knobs.run.ProductOrders;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.models.Labels;
import org.dyvedeep.tools.model.CompiledModel;
import org.dyvedeep.tools.model.EffortModels;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.ModelRequest;
import org.dyvedeep.tools.model.Places;
import org.dyvedeep.tools.model.WeightsUsed;
import org.dyvedeep.tools.preprocess.ImageContent;
import org.dyvedeep.tools.preprocess.Preprocessor;
import org.dyvedeep.tools.report.Progress;
import org.dyvedeep.tools.report.TopK;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is in pictures. */
@Command(name = "classify", description = "Shows the best classes of each image.")
final class ClassifyVerb extends Verb {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A built-in name or the path of a prototxt.")
  private String model;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Image files.")
  private List<Path> images;

  @Option(names = "--top", defaultValue = "5", paramLabel = "K", description = "How many classes.")
  private int top;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Class names: one a line, or tab-separated with columns class_index and name.")
  private Path labels;

  @Option(
      names = "--preprocess",
      paramLabel = "FILE",
      description = "A JSON file that says how images are prepared.")
  private Path preprocess;

  @Option(names = "--threads", defaultValue = "1", description = "Threads of one run.")
  private int threads;

  @Mixin private ImportOption importOption;
  @Mixin private BackendOption backendOption;
  @Mixin private EffortOption effortOption;

  /** A class and how likely it is, 0 to 1. */
  record Guess(int index, String label, double probability) {}

  /** The best classes of one image. */
  record Result(String image, List<Guess> top) {}

  /** The best classes of all images. */
  record ClassifyReport(String model, WeightsUsed weights, List<Result> results) implements Report {
    @Override
    public String text() {
      StringBuilder text = new StringBuilder();
      for (Result result : results) {
        text.append(result.image()).append('\n');
        for (Guess guess : result.top()) {
          text.append(
              String.format(
                  Locale.ROOT,
                  "  %6.2f %%  %s (%d)%n",
                  100 * guess.probability(),
                  guess.label(),
                  guess.index()));
        }
      }
      return text.toString();
    }
  }

  @Override
  Report execute() throws IOException {
    RunOptions.positive("--top", top);
    RunOptions.positive("--threads", threads);
    ModelOptions options = backendOption.options(threads);
    try (CompiledModel compiled = compile(options);
        Session session = compiled.model().open();
        Progress bar = progress("classifying", "images", images.size())) {
      LoadedModel loaded = compiled.network();
      remark("weights: " + loaded.weights().describe());
      ImagePipeline pipeline = ImagePipeline.of(loaded, Optional.ofNullable(preprocess));
      Labels names = labels(loaded);
      Preprocessor preprocessor = pipeline.preprocessor();
      float[] input = new float[loaded.input().shape().size()];
      List<Result> results = new ArrayList<>();
      for (Path image : images) {
        preprocessor.prepare(new ImageContent.File(image), input, 0);
        session.write(loaded.input().name(), input, 0);
        session.run();
        float[] scores = session.read(loaded.scoresBlob());
        results.add(new Result(image.toString(), guesses(loaded, scores, names)));
        bar.done(results.size());
      }
      return new ClassifyReport(model, loaded.weights(), results);
    }
  }

  private CompiledModel compile(ModelOptions options) throws IOException {
    ModelRequest request = importOption.request(model, 1);
    if (!effortOption.given()) {
      return CompiledModel.of(ModelLoader.standard(), request, options);
    }
    LoadedModel loaded = ModelLoader.standard().load(request);
    Map<String, LayerEffort> layers = effortOption.load(loaded).plan().layers();
    return new CompiledModel(
        loaded, EffortModels.counting(loaded, layers, new ProductOrders(), Optional.empty()));
  }

  private Labels labels(LoadedModel loaded) throws IOException {
    if (labels != null) {
      return namedLabels();
    }
    return loaded.description().isPresent()
        ? Labels.of(loaded.description().get().labels(), Optional.of(Places.data()))
        : Labels.none();
  }

  private Labels namedLabels() throws IOException {
    try {
      return Labels.read(labels);
    } catch (CharacterCodingException e) {
      throw new IOException(labels + ": is not a text file in UTF-8; check the path", e);
    }
  }

  private List<Guess> guesses(LoadedModel loaded, float[] scores, Labels names) throws IOException {
    int classes = loaded.classes();
    double[] probabilities = probabilities(scores, classes, loaded.givesProbabilities());
    List<Guess> guesses = new ArrayList<>();
    for (int index : TopK.of(scores, 0, classes, top)) {
      guesses.add(new Guess(index, names.name(index), probabilities[index]));
    }
    return guesses;
  }

  /** The scores themselves, or their softmax where the network ends without one. */
  private static double[] probabilities(float[] scores, int classes, boolean already) {
    double[] result = new double[classes];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < classes; i++) {
      greatest = Math.max(greatest, scores[i]);
    }
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      result[i] = already ? scores[i] : Math.exp(scores[i] - greatest);
      sum += result[i];
    }
    for (int i = 0; !already && i < result.length; i++) {
      result[i] /= sum;
    }
    return result;
  }
}
