package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.dyvedeep.tools.contest.ContestInputs;
import org.dyvedeep.tools.data.DataSources;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.model.EffortPlans;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import picocli.CommandLine.Option;

/** Options that say what is run when times are taken. */
final class InputOption {
  @Option(
      names = "--data",
      paramLabel = "DIR|FILE",
      description =
          "Run pictures, as eval takes them, in place of made input: what dynamic effort saves"
              + " depends on what it runs on.")
  private Path data;

  @Option(
      names = "--part",
      paramLabel = "K/N",
      converter = DataPart.Converter.class,
      description = "Take the K-th of every N pictures of --data.")
  private DataPart part;

  @Option(
      names = "--images",
      defaultValue = "10",
      paramLabel = "N",
      description = "How many pictures of --data, spread over it, are run in turn.")
  private int images;

  @Option(
      names = "--effort",
      paramLabel = "PLAN",
      description =
          "The plan of contestant tuned-dynamic, as eval takes it; else the block plan shipped with"
              + " the model, else its neuron plan.")
  private String plan;

  /** What is run. */
  ContestInputs inputs(LoadedModel loaded, long seed) throws IOException {
    RunOptions.positive("--images", images);
    if (data == null) {
      if (part != null) {
        throw new UsageException("--part needs --data");
      }
      return ContestInputs.made(loaded.imported().graph(), seed);
    }
    LabelledImages all = DataSources.open(data);
    return ContestInputs.pictures(
        loaded,
        ImagePipeline.of(loaded, Optional.empty()),
        part == null ? all : part.of(all),
        data + (part == null ? "" : ", part " + part),
        images,
        seed);
  }

  /** Whether a plan was named. */
  boolean namesPlan() {
    return plan != null;
  }

  /** The plan that was named, else the one that is shipped. */
  Optional<EffortPlans.Named> plan(LoadedModel loaded) throws IOException {
    return plan == null
        ? EffortPlans.shippedForSpeed(loaded)
        : Optional.of(EffortPlans.load(plan, loaded));
  }
}
