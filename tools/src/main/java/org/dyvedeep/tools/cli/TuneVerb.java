package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.count.Ops;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.knobs.plan.EffortPlanFile;
import org.dyvedeep.knobs.plan.Granularity;
import org.dyvedeep.knobs.plan.Loss;
import org.dyvedeep.knobs.plan.Machine;
import org.dyvedeep.knobs.plan.Objective;
import org.dyvedeep.knobs.plan.Tuning;
import org.dyvedeep.knobs.plan.WeightsFingerprint;
import org.dyvedeep.knobs.tune.Knobs;
import org.dyvedeep.knobs.tune.Network;
import org.dyvedeep.knobs.tune.TuneSettings;
import org.dyvedeep.knobs.tune.Tuner;
import org.dyvedeep.tools.model.CalibrationFile;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.tune.JournalFile;
import org.dyvedeep.tools.tune.StopRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches for the effort plan that saves most for a loss. */
@Command(
    name = "tune",
    description = {
      "Searches for the effort plan that saves most operations for a loss of accuracy that you",
      "accept. What it finds on one set of pictures is verified on another that the search does",
      "not see; a plan that loses more there is not written, unless forced. A search that was",
      "stopped goes on where it was when it is started again with the same options."
    })
final class TuneVerb extends Verb {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A built-in name or the path of a prototxt.")
  private String model;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "PLAN",
      description = "The plan's file. The state of the search is kept beside it: PLAN.state.")
  private Path output;

  @Option(
      names = "--max-loss",
      defaultValue = "0.5",
      paramLabel = "POINTS",
      description = "Greatest loss of top-1 accuracy, in percentage points.")
  private double maxLoss;

  @Option(
      names = "--objective",
      defaultValue = "macs_zis",
      paramLabel = "macs|macs_zis|time",
      description =
          "What to make small: operations without zero-input skipping; the mean of those without"
              + " and with it; or the time of layers on this machine that operations stand for.")
  private Objective objective;

  @Option(
      names = "--granularity",
      defaultValue = "neuron",
      paramLabel = "neuron|block",
      description = "Decide for single neurons, or for blocks that fast kernels can skip.")
  private Granularity granularity;

  @Option(
      names = "--knobs",
      defaultValue = "spet,sdss,sfma,zis",
      paramLabel = "LIST",
      description = "Which knobs may be used.")
  private String knobs;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      showDefaultValue = Visibility.NEVER,
      description = "End the search after so long with the best plan so far.")
  private double minutes;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "Keep the state of the search here, in place of PLAN.state, and leave it here at the end:"
              + " searches for other losses (--max-loss) on the same pictures share it.")
  private Path state;

  @Option(
      names = "--threads",
      description =
          "Threads to use; the plan is the same for any number. Default: one for each processor.",
      showDefaultValue = Visibility.NEVER)
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--force",
      description = "Write the plan even if its loss on the verification set is too great.")
  private boolean force;

  @Option(
      names = "--preprocess",
      paramLabel = "FILE",
      description = "A JSON file that says how images are prepared.")
  private Path preprocess;

  private Optional<StopRequest> requested = Optional.empty();

  @Mixin private TuneData data;
  @Mixin private CalibrationOption calibrationOption;
  @Mixin private ImportOption importOption;

  @Override
  Report execute() throws IOException {
    RunOptions.positive("--threads", threads);
    TuneSettings settings = settings();
    if (Files.isDirectory(output)) {
      throw new UsageException("-o: " + output + " is a folder; give the plan's file");
    }
    LoadedModel loaded = ModelLoader.standard().load(importOption.request(model, 1));
    remark("weights: " + loaded.weights().describe());
    TuneData.Sets sets =
        data.read(loaded, Optional.ofNullable(preprocess), importOption.seed(), this);
    Graph graph = loaded.imported().graph();
    String fingerprint = WeightsFingerprint.of(graph);
    if (objective == Objective.TIME) {
      calibrationOption.prepare(this::remark);
    }
    Network network =
        Network.of(graph, loaded.input().name(), loaded.scoresBlob(), loaded.givesProbabilities())
            .costs(CalibrationFile.standard().costs());
    String search =
        "search 3: %s %s %s %s %s seed %d"
            .formatted(
                fingerprint, sets.searchData(), granularity, objective, knobs, settings.seed());
    try (JournalFile journal = JournalFile.open(state(), search, fingerprint);
        StopRequest stop = stopRequest();
        TuneProgress progress = new TuneProgress(this);
        Tuner tuner = new Tuner(network, settings, journal, progress)) {
      if (journal.knownRuns() > 0) {
        remark("going on with the search in " + state() + ", " + journal.knownRuns() + " runs");
      }
      Optional<Tuner.Tuned> tuned = tuner.search(sets.search(), stop);
      if (tuned.isEmpty()) {
        throw new NoPlanException(nothing(stop));
      }
      Tuner.Verified verified = tuner.verify(tuned.get().efforts(), sets.verification());
      return finish(loaded, sets, tuner, tuned.get(), verified, journal, !stop.getAsBoolean());
    }
  }

  private StopRequest stopRequest() {
    StopRequest stop =
        new StopRequest(
            minutes, () -> remark("stopping: the best plan so far is verified and written"));
    requested = Optional.of(stop);
    return stop;
  }

  @Override
  void ended() {
    requested.ifPresent(StopRequest::reported);
  }

  private TuneSettings settings() {
    try {
      return new TuneSettings(
          maxLoss, objective, granularity, Knobs.of(knobs), importOption.seed(), threads);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private Path state() {
    return state == null ? stateOf(output) : state;
  }

  /** Where the state of the search for a plan lies, unless the caller says otherwise. */
  static Path stateOf(Path plan) {
    return plan.resolveSibling(plan.getFileName() + ".state");
  }

  private String nothing(StopRequest stop) {
    return stop.getAsBoolean()
        ? "the search was stopped before it found a plan; start it again to go on (its state is in %s)"
            .formatted(state())
        : "no plan that saves anything keeps within %.2f points; allow more with --max-loss"
            .formatted(maxLoss);
  }

  private Report finish(
      LoadedModel loaded,
      TuneData.Sets sets,
      Tuner tuner,
      Tuner.Tuned tuned,
      Tuner.Verified verified,
      JournalFile journal,
      boolean complete)
      throws IOException {
    var outcome = verified.outcome();
    Loss loss = Loss.paired(outcome.images(), outcome.onlyDense(), outcome.onlyDynamic());
    boolean within = loss.points() <= maxLoss;
    String note;
    if (within || force) {
      EffortPlanFile.write(plan(loaded, sets, tuner, tuned, verified, loss), output);
      note = "written to " + output;
      if (complete && state == null) {
        journal.remove();
      } else if (!complete) {
        note += "; the search was not complete: start it again to go on";
      }
    } else {
      note =
          "not written: on the verification set it loses %.2f points, more than the %.2f allowed; --force writes it all the same"
              .formatted(loss.points(), maxLoss);
    }
    return new TuneReport(
        model,
        loaded.weights(),
        within || force ? output.toString() : null,
        maxLoss,
        within,
        new TuneReport.SearchSet(sets.searchData(), sets.search().size(), tuned.search().points()),
        new TuneReport.VerificationSet(sets.verificationData(), outcome.images(), loss),
        TuneReport.operations(verified.counts()),
        EffortReport.layers(verified.counts()),
        TuneReport.rules(),
        objective.name().toLowerCase(Locale.ROOT),
        granularity.name().toLowerCase(Locale.ROOT),
        note);
  }

  private EffortPlan plan(
      LoadedModel loaded,
      TuneData.Sets sets,
      Tuner tuner,
      Tuner.Tuned tuned,
      Tuner.Verified verified,
      Loss loss) {
    LayerCounts total =
        verified.counts().values().stream().reduce(LayerCounts.NONE, LayerCounts::plus);
    Tuning tuning =
        new Tuning(
            new Version().getVersion()[0],
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            importOption.seed(),
            objective,
            maxLoss,
            new Tuning.Search(sets.searchData(), sets.search().size(), tuned.search().points()),
            Optional.of(
                new Tuning.Verification(
                    sets.verificationData(),
                    sets.verification().size(),
                    loss,
                    Ops.of(total),
                    verified.counted())));
    Map<String, Double> costs = tuner.costs(tuned.efforts());
    Optional<Machine> machine =
        costs.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Machine(
                    "%s, %d processors; costs in ms, 1 thread, of layers without knobs, back end %s"
                        .formatted(
                            System.getProperty("os.arch"),
                            Runtime.getRuntime().availableProcessors(),
                            granularity == Granularity.BLOCK ? "exact-dynamic" : "direct"),
                    costs));
    Graph graph = loaded.imported().graph();
    return new EffortPlan(
        loaded.name(),
        WeightsFingerprint.of(graph),
        granularity,
        tuned.efforts(),
        Optional.of(tuning),
        machine);
  }
}
