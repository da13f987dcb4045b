package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.knobs.count.Ops;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.knobs.plan.EffortPlanFile;
import org.dyvedeep.models.Labels;
import org.dyvedeep.models.ModelDescription;
import org.dyvedeep.tools.contest.ContestInputs;
import org.dyvedeep.tools.contest.Entries;
import org.dyvedeep.tools.contest.Ratio;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.fetch.Digests;
import org.dyvedeep.tools.model.EffortPlans;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.Places;
import org.dyvedeep.tools.report.PairedAccuracy;
import org.dyvedeep.tools.reproduce.Benchmark;
import org.dyvedeep.tools.reproduce.Effort;
import org.dyvedeep.tools.reproduce.EffortPicture;
import org.dyvedeep.tools.reproduce.Provenance;
import org.dyvedeep.tools.reproduce.Row;
import org.dyvedeep.tools.reproduce.RowFiles;
import org.dyvedeep.tools.reproduce.Speed;

/**
 * Measures one benchmark after the other.
 *
 * @param stock where weights and data are looked for
 * @param plans a folder of plans named MODEL.neuron.json, which go before those that are shipped
 * @param files finished rows
 * @param fresh whether finished rows are measured again
 * @param provenance what figures are measured with
 * @param timing who is timed, and how
 * @param bars show how far work has come
 */
record BenchmarkRun(
    BenchmarkChoice.Stock stock,
    Path plans,
    RowFiles files,
    boolean fresh,
    Provenance provenance,
    AgainstRun timing,
    AgainstRun.Bars bars) {
  private static final int TIMED_IMAGES = 10;

  /** A network whose plans have been found: one that is counted, and one for fast kernels. */
  private record Prepared(
      BenchmarkChoice.Run run,
      LoadedModel loaded,
      EffortPlan plan,
      Effort.Plan named,
      Optional<EffortPlans.Named> fast) {
    LabelledImages images(Integer limit) {
      return run.data().images().limit(limit == null ? run.variant().images() : limit);
    }

    ContestInputs inputs(long seed) throws IOException {
      return ContestInputs.pictures(
          loaded,
          ImagePipeline.of(loaded, Optional.empty()),
          run.data().images(),
          run.data().name(),
          Math.min(TIMED_IMAGES, run.variant().images()),
          seed);
    }
  }

  /** The row of a benchmark; an error that the caller can mend is part of it. */
  RowFiles.Finished of(Benchmark benchmark) throws IOException {
    List<String> missing = new ArrayList<>();
    Prepared prepared;
    String key;
    try {
      BenchmarkChoice choice = BenchmarkChoice.of(benchmark, stock);
      missing.addAll(choice.missing());
      if (choice.run().isEmpty()) {
        return new RowFiles.Finished("", Row.notRun(benchmark, missing, null), List.of());
      }
      prepared = prepare(choice.run().get(), missing);
      key = key(prepared);
      Optional<RowFiles.Finished> before =
          fresh ? Optional.empty() : files.find(benchmark.id(), key);
      if (before.isPresent()) {
        return before.get();
      }
    } catch (IOException | RuntimeException e) {
      return failed(benchmark, missing, e);
    }
    RowFiles.Finished finished;
    try {
      finished = measure(benchmark, prepared, key, missing);
    } catch (IOException | RuntimeException e) {
      return failed(benchmark, missing, e);
    }
    // A disk that is full is no fault of the row: it ends the run.
    files.keep(benchmark.id(), finished);
    return finished;
  }

  private static RowFiles.Finished failed(
      Benchmark benchmark, List<String> missing, Exception failure) {
    if (failure instanceof RuntimeException bug && !ErrorReport.expected(failure)) {
      throw bug;
    }
    Row row = Row.notRun(benchmark, missing, ErrorReport.sentence(failure));
    return new RowFiles.Finished("", row, List.of());
  }

  private Prepared prepare(BenchmarkChoice.Run run, List<String> missing) throws IOException {
    LoadedModel loaded = stock.loader().load(run.request());
    Optional<EffortPlans.Named> neuron = tunedPlan(loaded, "neuron");
    if (neuron.isEmpty() && loaded.weights().learned()) {
      String command = run.variant().tuneCommand(provenance.settings().maxLoss());
      missing.add("a tuned plan: %s, then --plans PLANS".formatted(command));
    }
    EffortPlans.Named named = neuron.isPresent() ? neuron.get() : EffortPlans.load("zis", loaded);
    EffortPlan plan = named.plan();
    return new Prepared(
        run,
        loaded,
        plan,
        new Effort.Plan(
            named.origin(),
            neuron.isPresent(),
            plan.granularity().name().toLowerCase(Locale.ROOT),
            neuron.isPresent() ? sha256(plan) : null,
            plan.tuning()
                .map(t -> t.search().data() + ", " + t.search().images() + " images")
                .orElse(null)),
        tunedPlan(loaded, "block").or(() -> neuron));
  }

  private Optional<EffortPlans.Named> tunedPlan(LoadedModel loaded, String granularity)
      throws IOException {
    if (!loaded.weights().learned()) {
      return Optional.empty();
    }
    Path own = plans.resolve(loaded.name() + "." + granularity + ".json");
    if (Files.exists(own)) {
      return Optional.of(EffortPlans.load(own.toString(), loaded));
    }
    return EffortPlans.isShipped(loaded, granularity)
        ? Optional.of(EffortPlans.load(granularity, loaded))
        : Optional.empty();
  }

  /** Of the plan as this program writes it, wherever it is from. */
  private static String sha256(EffortPlan plan) throws IOException {
    Path file = Files.createTempFile("dyvedeep", ".json");
    try {
      EffortPlanFile.write(plan, file);
      return Digests.sha256(file);
    } finally {
      Files.delete(file);
    }
  }

  private String key(Prepared prepared) {
    BenchmarkChoice.Run run = prepared.run();
    return String.join(
        "; ",
        provenance.commit() + (provenance.modified() ? " with changes" : ""),
        provenance.processor(),
        provenance.java(),
        prepared.loaded().weights().toString(),
        run.variant().toString(),
        run.data().name() + " " + run.data().fingerprint(),
        prepared.named().toString(),
        prepared.fast().map(EffortPlans.Named::toString).orElse(""),
        provenance.settings().toString(),
        timing.settings().toString());
  }

  private RowFiles.Finished measure(
      Benchmark benchmark, Prepared prepared, String key, List<String> missing) throws IOException {
    long start = System.nanoTime();
    LoadedModel loaded = prepared.loaded();
    ImagePipeline pipeline = ImagePipeline.of(loaded, Optional.empty());
    LabelledImages images = prepared.images(provenance.settings().limit());
    Effort effort = effort(prepared, pipeline, images);
    ModelDescription description = loaded.description().orElseThrow();
    Labels labels = Labels.of(description.labels(), Optional.of(stock.data()));
    int shown = prepared.run().variant().pictures();
    List<EffortPicture> pictures =
        new EffortMaps(loaded, pipeline, prepared.plan(), labels).of(images.limit(shown));
    Speed speed = speed(prepared, missing);
    Row row =
        new Row(
            benchmark.title(),
            benchmark.id(),
            loaded.name(),
            description.title(),
            loaded.weights(),
            prepared.run().data().name(),
            prepared.run().data().fingerprint(),
            effort.ops().dense() / effort.macs(),
            benchmark.paper(),
            effort,
            speed,
            missing,
            null,
            (System.nanoTime() - start) / 1e9);
    return new RowFiles.Finished(key, row, pictures);
  }

  private Effort effort(Prepared prepared, ImagePipeline pipeline, LabelledImages images)
      throws IOException {
    LoadedModel loaded = prepared.loaded();
    try (EffortEvaluation evaluation =
        new EffortEvaluation(
            loaded,
            pipeline,
            BackendOption.options(BackendOption.DEFAULT, 1),
            prepared.plan(),
            false)) {
      // Counts do not depend on how many images are run at the same time.
      evaluation.run(
          images,
          Runtime.getRuntime().availableProcessors(),
          total -> bars.of("counting " + loaded.name(), "images", total));
      return effort(prepared, evaluation);
    }
  }

  private Effort effort(Prepared prepared, EffortEvaluation evaluation) {
    PairedAccuracy accuracy = evaluation.accuracy();
    Ops ops = Ops.of(evaluation.meter().total());
    double withZeroWeights =
        EffortReport.Operations.of(evaluation.meter().total()).reductionWithZisAndZeroWeights();
    long macs = ops.dense() / accuracy.dense().images();
    List<Effort.Layer> layers = Effort.Layer.of(evaluation.meter());
    if (!prepared.loaded().weights().learned()) {
      return new Effort(
          prepared.named(), macs, ops, withZeroWeights, null, null, null, null, null, null, layers);
    }
    return new Effort(
        prepared.named(),
        macs,
        ops,
        withZeroWeights,
        accuracy.dense().top1Percent(),
        accuracy.dense().top5Percent(),
        accuracy.dynamic().top1Percent(),
        accuracy.dynamic().top5Percent(),
        accuracy.loss(),
        accuracy.loss().points() <= provenance.settings().maxLoss(),
        layers);
  }

  private Speed speed(Prepared prepared, List<String> missing) {
    Entries entries =
        new Entries(
            prepared.run().request(),
            prepared.loaded(),
            provenance.settings().threads(),
            prepared.fast().map(EffortPlans.Named::argument),
            Places.project());
    try {
      AgainstReport report =
          timing.run(entries, prepared.inputs(provenance.settings().seed()), bars);
      report.missing().forEach(m -> missing.add("the time of " + m.name() + ": " + m.reason()));
      Map<String, Double> times = new LinkedHashMap<>();
      Map<String, Map<String, Ratio>> ratios = new LinkedHashMap<>();
      for (AgainstReport.Contestant contestant : report.contestants()) {
        times.put(contestant.name(), contestant.medianMs());
        ratios.put(contestant.name(), contestant.timesAsFastAs());
      }
      return Speed.of(report.input(), times, ratios);
    } catch (IOException e) {
      missing.add("times: " + ErrorReport.sentence(e));
      return Speed.NONE;
    }
  }
}
