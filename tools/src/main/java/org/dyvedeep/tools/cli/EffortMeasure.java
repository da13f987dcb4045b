package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.count.Ops;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.models.Labels;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.model.EffortModels;
import org.dyvedeep.tools.model.EffortPlans;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.report.PairedAccuracy;
import org.dyvedeep.tools.reproduce.ByImage;
import org.dyvedeep.tools.reproduce.Effort;
import org.dyvedeep.tools.reproduce.Executed;
import org.dyvedeep.tools.reproduce.PlanVariants;
import org.dyvedeep.tools.reproduce.Views;

/**
 * Measures a benchmark's operations and accuracies.
 *
 * @param benchmark the network with its plans
 * @param pipeline how pictures are prepared for it
 * @param maxLoss allowed loss in percentage points
 * @param bars show how far work has come
 */
record EffortMeasure(
    PreparedBenchmark benchmark, ImagePipeline pipeline, double maxLoss, AgainstRun.Bars bars) {
  /** By how much of their size thresholds are moved, in percent; 0 is the plan itself. */
  private static final List<Integer> MOVES = List.of(-60, -30, 20, 40, 80);

  /** What the counted plan gives; the second is null without a tuned plan. */
  record Counted(Effort effort, ByImage byImage) {}

  /** Counts the operations of the plan. */
  Counted count(LabelledImages images, Labels labels) throws IOException {
    EffortPlan plan = benchmark.counted().plan();
    try (EffortEvaluation done = run(plan.layers(), false, images, "counting")) {
      ByImage byImage =
          benchmark.tuned().isPresent() ? ByImage.of(done.efforts(), labels::name) : null;
      return new Counted(effort(done), byImage);
    }
  }

  private EffortEvaluation run(
      Map<String, LayerEffort> layers, boolean fast, LabelledImages images, String task)
      throws IOException {
    EffortEvaluation evaluation =
        new EffortEvaluation(
            benchmark.loaded(),
            pipeline,
            dense(),
            benchmark.counted().plan().withLayers(layers),
            fast);
    // Counts do not depend on how many images are run at the same time; times do.
    evaluation.run(
        images,
        fast ? 1 : Runtime.getRuntime().availableProcessors(),
        total -> bars.of(task + " " + benchmark.loaded().name(), "images", total));
    return evaluation;
  }

  private static ModelOptions dense() {
    return BackendOption.options(BackendOption.DEFAULT, 1);
  }

  private Effort effort(EffortEvaluation evaluation) throws IOException {
    PairedAccuracy accuracy = evaluation.accuracy();
    Ops ops = Ops.of(evaluation.meter().total());
    double withZeroWeights =
        EffortReport.Operations.of(evaluation.meter().total()).reductionWithZisAndZeroWeights();
    long macs = ops.dense() / accuracy.dense().images();
    List<Effort.Layer> layers = Effort.Layer.of(evaluation.meter());
    Effort.Plan plan = benchmark.countedPlan();
    if (!benchmark.loaded().weights().learned()) {
      return new Effort(
          plan, macs, ops, withZeroWeights, null, null, null, null, null, null, layers);
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
    Ops ops;
    try (EffortEvaluation done = run(executed, false, counted, "counting what is executed,")) {
      ops = Ops.of(done.meter().total());
    }
    try (EffortEvaluation done = run(layers, true, timed, "executing")) {
      PairedAccuracy accuracy = done.accuracy();
      return new Executed(
          Effort.Plan.of(plan.get().origin(), plan.get().plan(), true),
          EffortModels.sentences(obstacles),
          done.operators(),
          ops,
          accuracy.dense().images(),
          accuracy.dense().top1Percent(),
          accuracy.dynamic().top1Percent(),
          accuracy.loss(),
          done.denseMillis().median(),
          done.millis().median());
    }
  }

  /** The plan taken apart; null without a tuned plan, or if that takes too long. */
  Views views(LabelledImages images) throws IOException {
    if (benchmark.tuned().isEmpty() || images.size().orElse(1) == 0) {
      return null;
    }
    Map<String, LayerEffort> plan = benchmark.tuned().get().plan().layers();
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
    return new Views(images.size().orElse(0), ablation, sweep);
  }

  private Views.Variant variant(
      String name, int move, Map<String, LayerEffort> layers, LabelledImages images)
      throws IOException {
    try (EffortEvaluation done = run(layers, false, images, name + ",")) {
      LayerCounts total = done.meter().total();
      return new Views.Variant(
          name, move, total.reduction(), total.reductionWithZis(), done.accuracy().loss());
    }
  }
}
