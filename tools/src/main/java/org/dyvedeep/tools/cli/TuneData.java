package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.knobs.tune.Examples;
import org.dyvedeep.tools.data.DataSources;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.data.Shapes10Images;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.report.Progress;
import org.dyvedeep.tools.tune.LoadedExamples;
import picocli.CommandLine.Option;

/** Options that say on what a plan is searched and verified. */
final class TuneData {
  private static final String SHAPES10 = "shapes10";

  @Option(
      names = "--data",
      paramLabel = "DIR|FILE",
      description =
          "Labelled pictures, as eval takes them. Without --verify-data, a random half of them,"
              + " which --seed decides, is kept back for the verification. shapes10 has its own.")
  private Path data;

  @Option(
      names = "--part",
      paramLabel = "K/N",
      converter = DataPart.Converter.class,
      description = "Take the K-th of every N pictures of --data.")
  private DataPart part;

  @Option(names = "--limit", paramLabel = "N", description = "Take at most so many of --data.")
  private Integer limit;

  @Option(
      names = "--verify-data",
      paramLabel = "DIR|FILE",
      description = "Other labelled pictures for the verification; all of --data is searched on.")
  private Path verifyData;

  @Option(
      names = "--verify-part",
      paramLabel = "K/N",
      converter = DataPart.Converter.class,
      description = "Take the K-th of every N pictures of --verify-data.")
  private DataPart verifyPart;

  @Option(
      names = "--verify-limit",
      paramLabel = "N",
      description = "Take at most so many of --verify-data.")
  private Integer verifyLimit;

  @Option(
      names = "--skip-unreadable",
      description =
          "Leave pictures out that cannot be read, and say which, rather than end at the first.")
  private boolean skipUnreadable;

  /** Pictures to search on and to verify on, and words that say which they are. */
  record Sets(Examples search, String searchData, Examples verification, String verificationData) {}

  /** Reads all pictures into memory; the verb says how far that has come. */
  Sets read(LoadedModel model, Optional<Path> preprocess, long seed, Verb verb) throws IOException {
    if (data == null && !model.name().equals(SHAPES10)) {
      throw new UsageException(
          "tune " + model.name() + " needs labelled images: give --data (see tune --help)");
    }
    if (verifyData == null && (verifyPart != null || verifyLimit != null)) {
      throw new UsageException("--verify-part and --verify-limit need --verify-data");
    }
    ImagePipeline pipeline = ImagePipeline.of(model, preprocess);
    LabelledImages all = data == null ? Shapes10Images.ofTraining() : DataSources.open(data);
    Loaded loaded = read(taken(all, part, "--limit", limit), model, pipeline, verb);
    Examples first = loaded.examples();
    String name = name(data, part, limit, all) + loaded.leftOut();
    if (verifyData == null) {
      Examples shuffled = first.shuffled(seed);
      int half = shuffled.size() / 2;
      if (half == 0) {
        throw new UsageException("--data has one picture; searching and verifying takes two");
      }
      return new Sets(
          shuffled.first(half),
          name + ", a half by seed " + seed,
          shuffled.after(half),
          name + ", the other half");
    }
    LabelledImages others = DataSources.open(verifyData);
    Loaded second =
        read(taken(others, verifyPart, "--verify-limit", verifyLimit), model, pipeline, verb);
    return new Sets(
        first.shuffled(seed),
        name,
        second.examples(),
        name(verifyData, verifyPart, verifyLimit, others) + second.leftOut());
  }

  private static LabelledImages taken(
      LabelledImages images, DataPart part, String option, Integer limit) {
    LabelledImages some = part == null ? images : part.of(images);
    return limit == null ? some : some.limit(RunOptions.positive(option, limit));
  }

  /** The last names of a path: plans are passed on, and whole paths mean nothing elsewhere. */
  private static String name(Path path, DataPart part, Integer limit, LabelledImages images) {
    String name = path == null ? images.layout() : String.valueOf(path.getFileName());
    String ofPart = part == null ? "" : ", part " + part;
    return name + ofPart + (limit == null ? "" : ", the first " + limit);
  }

  /** Pictures, and words that say how many were left out. */
  private record Loaded(Examples examples, String leftOut) {}

  private Loaded read(LabelledImages images, LoadedModel model, ImagePipeline pipeline, Verb verb)
      throws IOException {
    List<String> unreadable = new ArrayList<>();
    try (Progress bar = verb.progress("reading pictures", "pictures", images.size().orElse(-1))) {
      Examples examples =
          LoadedExamples.read(
              images,
              pipeline,
              model.classes(),
              skipUnreadable
                  ? Optional.of(problem -> unreadable.add(problem.getMessage()))
                  : Optional.empty(),
              bar::done);
      if (unreadable.isEmpty()) {
        return new Loaded(examples, "");
      }
      verb.remark(EvalVerb.leftOut(unreadable).stripTrailing());
      return new Loaded(examples, ", without %d that cannot be read".formatted(unreadable.size()));
    }
  }
}
