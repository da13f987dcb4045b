package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.plan.CostModel;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.tools.contest.ContestInputs;
import org.dyvedeep.tools.contest.Entries;
import org.dyvedeep.tools.model.CalibrationFile;
import org.dyvedeep.tools.model.EffortModels;
import org.dyvedeep.tools.model.EffortPlans;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.ModelRequest;
import org.dyvedeep.tools.model.Places;
import org.dyvedeep.tools.model.WeightsUsed;
import org.dyvedeep.tools.report.PeakMemory;
import org.dyvedeep.tools.report.Progress;
import org.dyvedeep.tools.report.Quantiles;
import org.dyvedeep.tools.report.TextTable;
import org.dyvedeep.tools.reproduce.Speed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Times a model. */
@Command(
    name = "time",
    description = {
      "Times runs of a model, on made input unless --data gives pictures.",
      "Several back ends alternate run by run, so that their ratio holds on a machine whose speed"
          + " drifts.",
      "With --against, contestants alternate round by round, each alone in a process of its own."
    })
final class TimeVerb extends Verb {
  /** Who chooses kernels by their costs. */
  private static final Set<String> CHOOSING =
      Set.of(BackendOption.DEFAULT, Speed.EXACT, Speed.TUNED);

  @Parameters(
      index = "0",
      arity = "0..1",
      defaultValue = "shapes10",
      paramLabel = "MODEL",
      description = "A built-in name or the path of a prototxt.")
  private String model;

  @Option(
      names = "--backend",
      split = ",",
      defaultValue = BackendOption.DEFAULT,
      paramLabel = "NAME",
      description =
          "What executes the network, one or several: caffe-mirror, direct,"
              + " exact-dynamic, reference.")
  private List<String> backends = new ArrayList<>();

  @Option(names = "--iterations", defaultValue = "30", description = "Timed runs.")
  private int iterations;

  @Option(
      names = "--warmup",
      defaultValue = "10",
      description =
          "Runs before, for at least two seconds and until times are steady, while the JIT compiles.")
  private int warmup;

  @Option(
      names = "--layers",
      description =
          "Also split the time of the first back end, with --against of all contestants that can,"
              + " by layer, measured in a pass of its own.")
  private boolean layers;

  @Mixin private InputOption inputOption;
  @Mixin private AgainstOption againstOption;
  @Mixin private CalibrationOption calibrationOption;
  @Mixin private ImportOption importOption;
  @Mixin private RunOptions runOptions;

  /** One back end's times; compileMs and firstMs are those before anything was warm. */
  record Contestant(
      String name,
      double medianMs,
      double p90Ms,
      double minMs,
      double compileMs,
      double firstMs,
      Double ratioToCaffe,
      Double peakRssMb,
      String library) {}

  /** Times in milliseconds a run of one batch. */
  record TimeReport(
      String model,
      WeightsUsed weights,
      int threads,
      int batch,
      int iterations,
      String input,
      List<Contestant> contestants,
      List<LayerTimes.Layer> layers)
      implements Report {
    @Override
    public String text() {
      StringBuilder text = new StringBuilder();
      text.append(
          String.format(
              Locale.ROOT,
              "%s, weights: %s; %d threads, batch %d, %d runs, %s%n%n",
              model,
              weights.describe(),
              threads,
              batch,
              iterations,
              input));
      TextTable table =
          new TextTable(
              "back end", "median ms", "p90 ms", "min ms", "compile ms", "first ms", "library");
      for (Contestant c : contestants) {
        table.row(
            c.name(),
            millis(c.medianMs()),
            millis(c.p90Ms()),
            millis(c.minMs()),
            millis(c.compileMs()),
            millis(c.firstMs()),
            c.library());
      }
      text.append(table);
      if (contestants.get(0).peakRssMb() != null) {
        text.append(
            String.format(
                Locale.ROOT,
                "peak resident memory of this process: %.0f MB%n",
                contestants.get(0).peakRssMb()));
      }
      if (!layers.isEmpty()) {
        text.append('\n').append(LayerTimes.table(layers));
      }
      return text.toString();
    }

    private static String millis(double value) {
      return String.format(Locale.ROOT, "%.3f", value);
    }
  }

  @Override
  Report execute() throws IOException {
    RunOptions.positive("--iterations", iterations);
    if (againstOption.given() || inputOption.namesPlan()) {
      return against();
    }
    List<ModelOptions> options =
        backends.stream().map(b -> BackendOption.options(b, runOptions.threads())).toList();
    if (backends.size() > 1 && runOptions.threads() > 1) {
      remark(
          "OpenBLAS's threads go on spinning after each run of caffe-mirror and slow what runs"
              + " next; with several threads, time one back end at a time");
    }
    List<Runner> runners = new ArrayList<>();
    try {
      Deque<Graph> graph = new ArrayDeque<>(1);
      Loaded loaded = load(graph);
      remark("weights: " + loaded.weights().describe());
      compile(graph, calibrated(options), loaded.inputs(), runners);
      alternate(runners);
      List<LayerTimes.Layer> split =
          layers ? LayerTimes.measure(runners.get(0), iterations) : List.of();
      return report(loaded, runners, split);
    } finally {
      runners.forEach(Runner::close);
    }
  }

  /** Options whose costs are those of this machine. */
  private List<ModelOptions> calibrated(List<ModelOptions> options) throws IOException {
    if (!fast(backends)) {
      return options;
    }
    calibrationOption.prepare(this::remark);
    CostModel costs = CalibrationFile.standard().costs();
    return options.stream().map(option -> option.costs(costs)).toList();
  }

  /** Whether some contestant chooses its kernels by costs. */
  private static boolean fast(List<String> contestants) {
    return contestants.stream().anyMatch(CHOOSING::contains);
  }

  /** Adds the contestants; the last one takes the graph, and with it the weights, over. */
  private static void compile(
      Deque<Graph> graph, List<ModelOptions> options, ContestInputs inputs, List<Runner> runners) {
    for (ModelOptions option : options) {
      boolean last = runners.size() == options.size() - 1;
      Supplier<Graph> source = last ? graph::remove : graph::element;
      runners.add(Runner.compile(source, option, inputs.sets()));
    }
  }

  /** What is left of a network once its graph is handed on. */
  private record Loaded(WeightsUsed weights, ContestInputs inputs) {}

  private Loaded load(Deque<Graph> graph) throws IOException {
    LoadedModel loaded =
        ModelLoader.standard().load(importOption.request(model, runOptions.batch()));
    graph.add(loaded.imported().graph());
    return new Loaded(loaded.weights(), inputOption.inputs(loaded, importOption.seed()));
  }

  private Report against() throws IOException {
    List<String> names = new ArrayList<>(againstOption.contestants(backends));
    if (inputOption.namesPlan() && !names.contains(Entries.TUNED)) {
      names.add(Entries.TUNED);
    }
    ModelRequest request = importOption.request(model, runOptions.batch());
    LoadedModel loaded = ModelLoader.standard().load(request);
    remark("weights: " + loaded.weights().describe());
    Optional<EffortPlans.Named> plan =
        names.contains(Entries.TUNED) ? inputOption.plan(loaded) : Optional.empty();
    if (fast(names)) {
      calibrationOption.prepare(this::remark);
    }
    if (plan.isPresent()) {
      remark(Entries.TUNED + " runs plan " + plan.get().origin());
      ModelOptions dense = BackendOption.options(BackendOption.DEFAULT, runOptions.threads());
      EffortModels.leftOut(loaded, plan.get().plan().layers(), dense).forEach(this::remark);
    }
    Entries entries =
        new Entries(
            request,
            loaded,
            runOptions.threads(),
            plan.map(EffortPlans.Named::argument),
            Places.project());
    return new AgainstRun(names, againstOption.settings(warmup), againstOption.rounds(), layers)
        .run(entries, inputOption.inputs(loaded, importOption.seed()), this::progress);
  }

  private void alternate(List<Runner> runners) {
    for (Runner runner : runners) {
      runner.warmUp(warmup);
    }
    try (Progress bar = progress("timing", "rounds", iterations)) {
      for (int i = 0; i < iterations; i++) {
        runners.forEach(Runner::timeOnce);
        bar.done(i + 1L);
      }
    }
  }

  private TimeReport report(Loaded loaded, List<Runner> runners, List<LayerTimes.Layer> split) {
    Double peak = PeakMemory.megabytes().stream().boxed().findFirst().orElse(null);
    List<Contestant> contestants = new ArrayList<>();
    for (Runner runner : runners) {
      Quantiles times = runner.millis();
      contestants.add(
          new Contestant(
              runner.name(),
              times.median(),
              times.p90(),
              times.min(),
              runner.compileMillis(),
              runner.firstMillis(),
              null,
              peak,
              runner.library()));
    }
    return new TimeReport(
        model,
        loaded.weights(),
        runOptions.threads(),
        runOptions.batch(),
        iterations,
        loaded.inputs().name(),
        contestants,
        split);
  }
}
