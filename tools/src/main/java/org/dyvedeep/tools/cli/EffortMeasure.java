package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.count.Ops;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.knobs.plan.EffortPlanFile;
import org.dyvedeep.knobs.run.ProductOrders;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.models.Labels;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.fetch.Digests;
import org.dyvedeep.tools.model.EffortModels;
import org.dyvedeep.tools.model.EffortPlans;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.report.PairedAccuracy;
import org.dyvedeep.tools.reproduce.Budget;
import org.dyvedeep.tools.reproduce.ByImage;
import org.dyvedeep.tools.reproduce.Effort;
import org.dyvedeep.tools.reproduce.Executed;
import org.dyvedeep.tools.reproduce.PlanVariants;
import org.dyvedeep.tools.reproduce.RowFiles;
import org.dyvedeep.tools.reproduce.Views;

/**
 * Measures a benchmark's operations and accuracies.
 *
 * @param benchmark the network with its plans
 * @param pipeline how pictures are prepared for it
 * @param maxLoss allowed loss in percentage points
 * @param bars show how far work has come
 * @param kept where images are kept that are done, so that a run that was interrupted goes on
 * @param unreadable learns of images that cannot be read, which are left out
 * @param orders in which weights were sorted, which all passes share
 */
record EffortMeasure(
    PreparedBenchmark benchmark,
    ImagePipeline pipeline,
    double maxLoss,
    AgainstRun.Bars bars,
    Kept kept,
    Set<String> unreadable,
    ProductOrders orders) {
  /**
   * Where the row's images are kept.
   *
   * @param id the benchmark
   * @param key all that the row's figures depend on
   */
  record Kept(RowFiles files, String id, String key) {}

  /** By how much of their size thresholds are moved, in percent; 0 is the plan itself. */
  private static final List<Integer> MOVES = List.of(-60, -30, 20, 40, 80);

  /** What the counted plan gives; the second is null without a tuned plan. */
  record Counted(Effort effort, ByImage byImage) {}

  /** Counts the operations of the plan. */
  Counted count(LabelledImages images, Labels labels) throws IOException {
    EffortPlan plan = benchmark.counted().plan();
    EffortTotals done = run(plan.layers(), false, images, "counting");
    ByImage byImage =
        benchmark.tuned().isPresent() ? ByImage.of(done.efforts(), labels::name) : null;
    return new Counted(effort(done), byImage);
  }

  private EffortTotals run(
      Map<String, LayerEffort> layers, boolean fast, LabelledImages images, String task)
      throws IOException {
    return run(layers, fast, images, task, new TreeMap<>());
  }

  /** Tells what ran each layer, too. */
  private EffortTotals run(
      Map<String, LayerEffort> layers,
      boolean fast,
      LabelledImages images,
      String task,
      Map<String, String> operators)
      throws IOException {
    EffortPlan plan = benchmark.counted().plan().withLayers(layers);
    String pass =
        "%s; %s %s %s"
            .formatted(
                kept.key(),
                fast ? "executed" : "counted",
                images.layout(),
                Digests.sha256(EffortPlanFile.bytes(plan)));
    String what = Digests.sha256(pass.getBytes(StandardCharsets.UTF_8));
    try (EffortEvaluation evaluation =
            new EffortEvaluation(benchmark.loaded(), pipeline, dense(), plan, fast, orders);
        EvalJournal<EffortTotals.Line> journal =
            EvalJournal.open(
                kept.files().journal(kept.id(), what),
                what,
                EffortTotals.Line.class,
                evaluation.totals()::add)) {
      // Counts do not depend on how many images are run at the same time; times do.
      int threads = fast ? 1 : Runtime.getRuntime().availableProcessors();
      evaluation.run(
          images,
          new EffortEvaluation.Way(threads, journal, true),
          total -> bars.of(task + " " + benchmark.loaded().name(), "images", total));
      unreadable.addAll(evaluation.totals().unreadable());
      operators.putAll(evaluation.operators());
      return evaluation.totals();
    }
  }

  private static ModelOptions dense() {
    return BackendOption.options(BackendOption.DEFAULT, 1);
  }

  private Effort effort(EffortTotals done) throws IOException {
    PairedAccuracy accuracy = done.accuracy();
    Ops ops = Ops.of(done.operations());
    double withZeroWeights =
        EffortReport.Operations.of(done.operations()).reductionWithZisAndZeroWeights();
    long macs = ops.dense() / accuracy.dense().images();
    List<Effort.Layer> layers = Effort.Layer.of(done.layers());
    Effort.Plan plan = benchmark.countedPlan();
    if (!benchmark.loaded().weights().learned()) {
      return new Effort(
          plan, macs, ops, withZeroWeights, null, null, null, null, null, null, null, layers);
    }
    return new Effort(
        plan,
        macs,
        ops,
        withZeroWeights,
        accuracy.dense().top1Percent(),
        accuracy.dense().top5Percent(),
        accuracy.dynamic().top1Percent(),
        accuracy.dynamic().top5Percent(),
        accuracy.loss(),
        accuracy.loss().points() <= maxLoss,
        Budget.of(accuracy.loss(), maxLoss),
        layers);
  }

  /** The plan on fast kernels; null without a tuned plan. */
  Executed execute(LabelledImages counted, LabelledImages timed) throws IOException {
    Optional<EffortPlans.Named> plan = benchmark.fast();
    if (plan.isEmpty()) {
      return null;
    }
    Map<String, LayerEffort> layers = plan.get().plan().layers();
    SortedMap<String, String> obstacles =
        EffortModels.obstacles(benchmark.loaded(), layers, dense());
    Map<String, LayerEffort> executed = PlanVariants.without(layers, obstacles.keySet());
    EffortTotals whatIsRun = run(executed, false, counted, "counting what is executed,");
    Map<String, String> operators = new TreeMap<>();
    EffortTotals done = run(layers, true, timed, "executing", operators);
    PairedAccuracy accuracy = done.accuracy();
    return new Executed(
        Effort.Plan.of(plan.get().origin(), plan.get().plan(), true),
        EffortModels.sentences(obstacles),
        operators,
        Ops.of(whatIsRun.operations()),
        whatIsRun.accuracy().dense().images(),
        accuracy.dense().images(),
        accuracy.dense().top1Percent(),
        accuracy.dynamic().top1Percent(),
        accuracy.loss(),
        Budget.of(accuracy.loss(), maxLoss),
        done.denseMillis().median(),
        done.millis().median());
  }

  /** The plan taken apart; null without a tuned plan, or if that takes too long. */
  Views views(LabelledImages images) throws IOException {
    if (benchmark.tuned().isEmpty() || images.size().orElse(1) == 0) {
      return null;
    }
    Map<String, LayerEffort> plan = layersOfPlan();
    List<Views.Variant> ablation = new ArrayList<>();
    for (var variant : PlanVariants.ablation(plan).entrySet()) {
      ablation.add(variant(variant.getKey(), 0, variant.getValue(), images));
    }
    List<Views.Variant> sweep = new ArrayList<>();
    for (int move : MOVES) {
      Map<String, LayerEffort> moved = PlanVariants.moved(plan, move / 100.0);
      sweep.add(variant("%+d %%".formatted(move), move, moved, images));
    }
    Views.Variant whole = ablation.get(ablation.size() - 1);
    int cautious = (int) MOVES.stream().filter(move -> move < 0).count();
    sweep.add(
        cautious,
        new Views.Variant(
            "the plan", 0, whole.reduction(), whole.reductionWithZis(), whole.loss()));
    return new Views(images.size().orElse(0), ablation, sweep, budgets(images));
  }

  private List<Views.Variant> budgets(LabelledImages images) throws IOException {
    List<Views.Variant> found = new ArrayList<>();
    if (!benchmark.budgets().isEmpty()) {
      // No loss is allowed: exact skipping alone.
      found.add(variant("0 points", 0, PlanVariants.exact(layersOfPlan()), images));
    }
    for (var budget : benchmark.budgets().entrySet()) {
      Map<String, LayerEffort> layers = budget.getValue().plan().layers();
      found.add(variant(budget.getKey() + " points", 0, layers, images));
    }
    return found;
  }

  private Map<String, LayerEffort> layersOfPlan() {
    return benchmark.tuned().orElseThrow().plan().layers();
  }

  private Views.Variant variant(
      String name, int move, Map<String, LayerEffort> layers, LabelledImages images)
      throws IOException {
    EffortTotals done = run(layers, false, images, name + ",");
    LayerCounts total = done.operations();
    return new Views.Variant(
        name, move, total.reduction(), total.reductionWithZis(), done.accuracy().loss());
  }
}
