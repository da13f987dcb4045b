package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.knobs.bound.SkippingBounds;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.data.PartOfImages;
import org.dyvedeep.tools.data.Prefetcher;
import org.dyvedeep.tools.model.CalibrationFile;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.report.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds what skipping zero outputs could save at most. */
@Command(
    name = "bounds",
    description = {
      "Runs the dense network on pictures and says, for every convolution with a plain ReLU behind"
          + " it, what skipping outputs that are not positive could save at most: which outputs"
          + " and which blocks of them are positive, also after re-ordering features and in front"
          + " of max pooling, and how well cheap predictors tell the signs.",
      "Features are ordered and inputs' means taken on every other picture; re-ordering and"
          + " predictors are tried on the others. Counts do not depend on the machine."
    })
final class BoundsVerb extends Verb {
  private static final int PREPARED_AHEAD = 16;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A built-in name or the path of a prototxt.")
  private String model;

  @Mixin private DataOption dataOption;

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      showDefaultValue = Visibility.NEVER,
      description = "Look at this convolution alone; may be given several times.")
  private List<String> wanted = new ArrayList<>();

  @Option(
      names = "--kernel-efficiency",
      defaultValue = "0.30",
      paramLabel = "PART",
      description =
          "Products a second of a kernel that skips blocks of 16 positions, over those of the dense"
              + " direct kernel: for the share of blocks that it may compute to be as fast as the"
              + " dense engine. SPET's kernel was measured at 0.29 to 0.33 of the peak.")
  private double efficiency;

  @Option(
      names = "--preprocess",
      paramLabel = "FILE",
      description = "A JSON file that says how images are prepared.")
  private Path preprocess;

  @Mixin private ImportOption importOption;

  @Override
  Report execute() throws IOException {
    if (!(efficiency > 0 && efficiency <= 1)) {
      throw new UsageException(
          "--kernel-efficiency must be above 0 and at most 1, got " + efficiency);
    }
    LabelledImages images = dataOption.images("bounds", model);
    LoadedModel loaded = ModelLoader.standard().load(importOption.request(model, 1));
    remark("weights: " + loaded.weights().describe());
    ImagePipeline pipeline = ImagePipeline.of(loaded, Optional.ofNullable(preprocess));
    remark("images are prepared as said by " + pipeline.origin());
    Graph graph = loaded.imported().graph();
    String input = loaded.input().name();
    try (SkippingBounds bounds =
        new SkippingBounds(graph, input, layers(graph), importOption.seed())) {
      long learned = run(images, 0, pipeline, bounds::learn);
      bounds.learned();
      long examined = run(images, 1, pipeline, bounds::examine);
      return BoundsReport.of(
          loaded,
          dataOption.name(images),
          new BoundsReport.Pictures(learned, examined),
          importOption.seed(),
          efficiency,
          bounds.results(CalibrationFile.standard().costs()));
    }
  }

  private Set<String> layers(Graph graph) {
    Set<String> known = SkippingBounds.layers(graph);
    if (known.isEmpty()) {
      throw new UsageException(
          model + " has no convolution of one image with a plain ReLU behind it");
    }
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw new UsageException(
            "--layer: %s is not a convolution of %s with a plain ReLU behind it; these are %s"
                .formatted(name, model, String.join(", ", known)));
      }
    }
    return wanted.isEmpty() ? known : new LinkedHashSet<>(wanted);
  }

  /** Shows every other picture, and gives how many there were. */
  private long run(
      LabelledImages images, int part, ImagePipeline pipeline, Consumer<float[]> viewer)
      throws IOException {
    LabelledImages half = new PartOfImages(images, part, 2);
    String task = part == 0 ? "learning" : "examining";
    long done = 0;
    try (Prefetcher prefetcher = new Prefetcher(half, pipeline::preprocessor, 1, PREPARED_AHEAD);
        Progress bar = progress(task, "images", half.size().orElse(-1))) {
      for (Prefetcher.Prepared next = prefetcher.next(); next != null; next = prefetcher.next()) {
        viewer.accept(next.pixels());
        bar.done(++done);
      }
    }
    if (done == 0) {
      throw new UsageException(
          "bounds learns from every other image and is tried on the others: it needs at least 2");
    }
    return done;
  }
}
