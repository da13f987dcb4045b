package org.dyvedeep.tools.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dyvedeep.models.WeightFiles;
import org.dyvedeep.tools.fetch.CacheFolder;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.Places;
import org.dyvedeep.tools.reproduce.Benchmark;
import org.dyvedeep.tools.reproduce.Budget;
import org.dyvedeep.tools.reproduce.EarlierReport;
import org.dyvedeep.tools.reproduce.EffortPicture;
import org.dyvedeep.tools.reproduce.Executed;
import org.dyvedeep.tools.reproduce.PngCharts;
import org.dyvedeep.tools.reproduce.Provenance;
import org.dyvedeep.tools.reproduce.Recheck;
import org.dyvedeep.tools.reproduce.Reproduction;
import org.dyvedeep.tools.reproduce.Row;
import org.dyvedeep.tools.reproduce.RowFiles;
import org.dyvedeep.tools.reproduce.Speed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The paper's tables. */
@Command(
    name = "reproduce",
    description = {
      "Measures the paper's benchmarks as far as their weights and data are here, and writes a",
      "report: report.html, .md, .csv and .json. What is missing is listed with the command that",
      "gets it. Interrupted, it goes on with the next image. Exit status 1: a row failed, a plan's",
      "loss is above --max-loss with its whole interval, or a figure of --check was not found again."
    })
final class ReproduceVerb extends Verb {
  private static final List<String> EVERYBODY =
      List.of(
          "caffe", "caffe-mirror", Speed.DENSE, Speed.EXACT, Speed.TUNED, "opencv", "onnxruntime");

  /** Runs before anything counts, as in verb time. */
  private static final int WARM_UP_RUNS = 10;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      showDefaultValue = Visibility.NEVER,
      description =
          "These benchmarks alone: shapes10, cifar-10, alexnet, alexnet-compressed, overfeat,"
              + " vgg16, squeezenet.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Look here for weights, too, before DYVEDEEP_MODELS and ../shared/models.")
  private Path models;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of data sets, in place of DYVEDEEP_DATA or ../shared/data.")
  private Path data;

  @Option(
      names = "--plans",
      paramLabel = "DIR",
      description =
          "Effort plans, MODEL.neuron.json and MODEL.block.json, in place of those that are"
              + " shipped; plans that are tuned go there, too. DIR/plans of --out if not given.")
  private Path plans;

  @Option(
      names = "--tune-minutes",
      defaultValue = "2",
      paramLabel = "M",
      description =
          "Where a network has no plan, tune one, for so long at most; 0 to tune none. A search"
              + " that was cut short goes on when its command, which the report names, is run.")
  private double tuneMinutes;

  @Option(
      names = "--view-images",
      paramLabel = "N",
      description =
          "Images on which each knob alone and moved thresholds are counted, in place of each"
              + " benchmark's own number; 0 for none of that.")
  private Integer viewImages;

  @Option(
      names = "--budgets",
      split = ",",
      paramLabel = "POINTS",
      showDefaultValue = Visibility.NEVER,
      description =
          "Also tune a plan for each of these losses, such as 0.25,0.5,1,2,3,5, each for"
              + " --tune-minutes at most, and draw reduction against loss by these. They are kept"
              + " with the other plans.")
  private List<Double> budgets = new ArrayList<>();

  @Option(
      names = "--max-loss",
      defaultValue = "0.5",
      paramLabel = "POINTS",
      description = "Loss of top-1 accuracy that is allowed, in percentage points.")
  private double maxLoss;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Images of each benchmark, in place of its own number.")
  private Integer limit;

  @Option(names = "--threads", defaultValue = "1", description = "Threads of a timed run.")
  private int threads;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed for weights and inputs that have to be made.")
  private long seed;

  @Option(
      names = {"-o", "--out"},
      defaultValue = "reproduction",
      paramLabel = "DIR",
      description = "Where the report goes; finished rows are kept in DIR/rows.")
  private Path out;

  @Option(
      names = "--check",
      paramLabel = "REPORT.json",
      description =
          "Run again what this report has, as it was run, and say which figures moved beyond their"
              + " noise. The second report goes to DIR/check.")
  private Path check;

  @Option(names = "--png", description = "Also write charts as PNG files, to DIR/charts.")
  private boolean png;

  @Option(names = "--fresh", description = "Measure rows again that are finished.")
  private boolean fresh;

  @Mixin private AgainstOption againstOption;
  @Mixin private CalibrationOption calibrationOption;

  /** The report, which also lies in a file. */
  record ReproduceReport(@JsonUnwrapped Reproduction reproduction) implements Report {
    @Override
    public String text() {
      return reproduction.text();
    }

    @Override
    public boolean passed() {
      return reproduction.rows().stream().allMatch(ReproduceReport::passed);
    }

    private static boolean passed(Row row) {
      Executed executed = row.details().executed();
      return row.failure() == null
          && row.effort().budget() != Budget.ABOVE
          && (executed == null || executed.budget() != Budget.ABOVE);
    }
  }

  /** What came of a second run. */
  record CheckReport(@JsonUnwrapped Recheck recheck, String report) implements Report {
    @Override
    public String text() {
      return recheck.text() + "report: " + report + "\n";
    }

    @Override
    public boolean passed() {
      return recheck.holds();
    }
  }

  @Override
  Report execute() throws IOException {
    if (check == null) {
      return new ReproduceReport(measured(benchmarks(only), settings(), out, fresh));
    }
    return checked();
  }

  private Report checked() throws IOException {
    JsonNode before = EarlierReport.read(check);
    List<String> again = EarlierReport.measured(before);
    List<Benchmark> benchmarks =
        benchmarks(only.isEmpty() ? again : again.stream().filter(only::contains).toList());
    Reproduction now =
        measured(benchmarks, EarlierReport.settings(check, before), out.resolve("check"), true);
    return new CheckReport(
        Recheck.of(EarlierReport.only(before, benchmarks), new JsonMapper().valueToTree(now)),
        now.report());
  }

  private Reproduction measured(
      List<Benchmark> benchmarks, Provenance.Settings settings, Path folder, boolean again)
      throws IOException {
    Provenance provenance = Provenance.here(Places.project(), settings);
    calibrationOption.prepare(this::remark);
    BenchmarkRun run = run(provenance, folder, again);
    List<Row> rows = new ArrayList<>();
    Map<String, List<EffortPicture>> pictures = new LinkedHashMap<>();
    String onInterrupt =
        "stopped; finished rows and images are in %s, and the same command goes on"
            .formatted(folder.resolve("rows"));
    interruptible(
        onInterrupt,
        () -> {
          Pace pace = new Pace(run.files(), benchmarks);
          for (Benchmark benchmark : benchmarks) {
            remark(
                "%d of %d: %s%s"
                    .formatted(rows.size() + 1, benchmarks.size(), benchmark.title(), pace.left()));
            RowFiles.Finished finished = run.of(benchmark);
            pace.done(benchmark);
            rows.add(finished.row());
            pictures.put(benchmark.id(), finished.pictures());
          }
        });
    Reproduction report = Reproduction.of(folder, rows, provenance, pictures);
    report.write();
    if (png) {
      PngCharts.write(report, folder.resolve("charts"));
    }
    return report;
  }

  private static List<Benchmark> benchmarks(List<String> only) {
    List<Benchmark> all = Benchmark.all();
    String known = all.stream().map(Benchmark::id).collect(Collectors.joining(", "));
    for (String name : only) {
      if (all.stream().noneMatch(benchmark -> benchmark.id().equals(name))) {
        throw new UsageException("--only: \"%s\" is none of %s".formatted(name, known));
      }
    }
    return all.stream().filter(b -> only.isEmpty() || only.contains(b.id())).toList();
  }

  private Provenance.Settings settings() {
    if (limit != null) {
      RunOptions.positive("--limit", limit);
    }
    if (viewImages != null && viewImages < 0) {
      throw new UsageException("--view-images must be 0 or more, got " + viewImages);
    }
    if (!(tuneMinutes >= 0)) {
      throw new UsageException("--tune-minutes must be 0 or more, got " + tuneMinutes);
    }
    if (!(maxLoss >= 0 && maxLoss <= 100)) {
      throw new UsageException("--max-loss must be 0 to 100, got " + maxLoss);
    }
    for (double budget : budgets) {
      if (!(budget > 0 && budget <= 100)) {
        throw new UsageException("--budgets must be above 0 and at most 100, got " + budget);
      }
    }
    List<String> contestants =
        againstOption.given() ? againstOption.contestants(List.of()) : EVERYBODY;
    return new Provenance.Settings(
        RunOptions.positive("--threads", threads),
        limit,
        seed,
        maxLoss,
        againstOption.rounds(),
        againstOption.seconds(),
        contestants,
        viewImages,
        List.copyOf(new TreeSet<>(budgets)));
  }

  private BenchmarkRun run(Provenance provenance, Path folder, boolean again) {
    Provenance.Settings settings = provenance.settings();
    CacheFolder cache = CacheFolder.standard();
    List<Path> folders = new ArrayList<>();
    if (models != null) {
      folders.add(models);
    }
    folders.addAll(WeightFiles.of(System.getenv(), Places.project()).folders());
    ModelLoader loader = new ModelLoader(cache, new WeightFiles(folders));
    BenchmarkChoice.Stock stock =
        new BenchmarkChoice.Stock(
            loader, data == null ? Places.data() : data, cache, settings.seed());
    Path tuned = check == null ? out : check.toAbsolutePath().getParent();
    return new BenchmarkRun(
        stock,
        new PlanFinder(
            stock,
            plans == null ? tuned.resolve("plans") : plans,
            check == null ? tuneMinutes : 0,
            settings.maxLoss(),
            settings.budgets(),
            commentary()),
        new RowFiles(folder.resolve("rows")),
        again,
        provenance,
        new AgainstRun(
            settings.contestants(),
            AgainstOption.settings(WARM_UP_RUNS, settings.seconds()),
            settings.rounds(),
            false),
        this::progress);
  }
}
