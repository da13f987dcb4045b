package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.knobs.count.CountingRules;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.knobs.plan.EffortPlanFile;
import org.dyvedeep.knobs.run.ProductOrders;
import org.dyvedeep.models.ModelDescription;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.fetch.Digests;
import org.dyvedeep.tools.model.CompiledModel;
import org.dyvedeep.tools.model.EffortModels;
import org.dyvedeep.tools.model.EffortPlans;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.ModelRequest;
import org.dyvedeep.tools.model.WeightsUsed;
import org.dyvedeep.tools.report.PairedAccuracy;
import org.dyvedeep.tools.report.Progress;
import org.dyvedeep.tools.report.Quantiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a model's accuracy on labelled images. */
@Command(
    name = "eval",
    description = {
      "Measures top-1 and top-5 accuracy on labelled images, and the time of a run.",
      "Without arguments: the embedded network on the embedded pictures, shapes10.",
      "With --effort: accuracy of the dense and the dynamic network on the same images, and the",
      "operations that each layer and each knob spends or saves; with --fast, real times of both."
    })
final class EvalVerb extends Verb {
  private static final String SHAPES10 = "shapes10";
  static final String MADE = "these weights were made from a seed: the accuracy means nothing";

  @Parameters(
      index = "0",
      arity = "0..1",
      defaultValue = SHAPES10,
      paramLabel = "MODEL",
      description = "A built-in name or the path of a prototxt.")
  private String model;

  @Mixin private DataOption dataOption;

  @Option(
      names = "--preprocess",
      paramLabel = "FILE",
      description = "A JSON file that says how images are prepared.")
  private Path preprocess;

  @Option(
      names = "--fast",
      description = {
        "With --effort: run the plan on fast kernels, for real times in place of counts. Layers"
            + " whose knobs have none run as in back end exact-dynamic, and are listed."
      })
  private boolean fast;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description =
          "Keep what is found in this file; interrupted, the same command goes on after the last"
              + " image in it.")
  private Path journal;

  @Option(
      names = "--skip-unreadable",
      description =
          "Leave images out that cannot be read, and list them, rather than end at the first.")
  private boolean skipUnreadable;

  @Mixin private ImportOption importOption;
  @Mixin private RunOptions runOptions;
  @Mixin private BackendOption backendOption;
  @Mixin private EffortOption effortOption;

  /** Accuracies in percent and times in milliseconds an image. */
  record EvalReport(
      String model,
      WeightsUsed weights,
      String data,
      long images,
      List<String> unreadable,
      double top1,
      double top5,
      Quantiles ms,
      String backend,
      int threads,
      int batch,
      String preprocessing,
      List<ModelDescription.Expected> expected)
      implements Report {
    @Override
    public String text() {
      StringBuilder text = new StringBuilder();
      text.append(model).append(", weights: ").append(weights.describe()).append('\n');
      text.append("data: ").append(data).append(", ").append(images).append(" images\n");
      text.append(leftOut(unreadable));
      line(text, "top-1 %.2f %%, top-5 %.2f %%", top1, top5);
      if (!weights.learned()) {
        text.append(MADE).append('\n');
      }
      line(
          text,
          "time of one image: median %.3f ms, p90 %.3f ms, least %.3f ms",
          ms.median(),
          ms.p90(),
          ms.min());
      line(text, "(%s, %d threads, batch %d; images are prepared beside)", backend, threads, batch);
      for (ModelDescription.Expected other : expected) {
        line(
            text,
            "for comparison: top-1 %.2f %% on %s, %d images, by %s",
            other.top1(),
            other.data(),
            other.images(),
            other.measuredBy());
      }
      return text.toString();
    }
  }

  @Override
  Report execute() throws IOException {
    ModelOptions options = backendOption.options(runOptions.threads());
    LabelledImages images = dataOption.images("eval", model);
    ModelRequest request = importOption.request(model, runOptions.batch());
    if (fast && !effortOption.given()) {
      throw new UsageException("--fast needs a plan to run: give --effort PLAN");
    }
    if (effortOption.given()) {
      return effortReport(ModelLoader.standard().load(request), images);
    }
    try (CompiledModel compiled = CompiledModel.of(ModelLoader.standard(), request, options);
        Session session = compiled.model().open()) {
      LoadedModel loaded = compiled.network();
      ImagePipeline pipeline = pipeline(loaded);
      Evaluation evaluation = new Evaluation(loaded, session, pipeline);
      run(evaluation, images, loaded, pipeline);
      return report(loaded, images, pipeline, evaluation);
    }
  }

  private void run(
      Evaluation evaluation, LabelledImages images, LoadedModel loaded, ImagePipeline pipeline)
      throws IOException {
    try (EvalJournal<Evaluation.Line> lines =
        journal(what(images, loaded, pipeline), Evaluation.Line.class, evaluation::count)) {
      interruptible(
          onInterrupt(), () -> evaluation.run(images, lines, skipUnreadable, this::evaluating));
    }
  }

  /** All that the figures of an image depend on. */
  private String what(LabelledImages images, LoadedModel loaded, ImagePipeline pipeline) {
    return String.join(
        "; ", model, loaded.weights().toString(), dataOption.name(images), pipeline.origin());
  }

  private <L extends EvalJournal.Line> EvalJournal<L> journal(
      String what, Class<L> kind, Consumer<L> taker) throws IOException {
    if (journal == null) {
      return EvalJournal.none();
    }
    EvalJournal<L> lines = EvalJournal.open(journal, what, kind, taker);
    if (!lines.known().isEmpty()) {
      remark("going on after %,d images in %s".formatted(lines.known().size(), journal));
    }
    return lines;
  }

  private String onInterrupt() {
    return journal == null
        ? "stopped; with --journal FILE it could go on where it was"
        : "stopped; what was found is in %s, and the same command goes on".formatted(journal);
  }

  /** Lines that name images which could not be read; empty if there are none. */
  static String leftOut(List<String> unreadable) {
    if (unreadable.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    line(text, "left out, because they cannot be read: %,d images", unreadable.size());
    unreadable.forEach(why -> text.append("  ").append(why).append('\n'));
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private Progress evaluating(long total) {
    return progress("evaluating", "images", total);
  }

  private ImagePipeline pipeline(LoadedModel loaded) throws IOException {
    remark("weights: " + loaded.weights().describe());
    if (!loaded.weights().learned()) {
      remark(MADE);
    }
    ImagePipeline pipeline = ImagePipeline.of(loaded, Optional.ofNullable(preprocess));
    remark("images are prepared as said by " + pipeline.origin());
    return pipeline;
  }

  private Report effortReport(LoadedModel loaded, LabelledImages images) throws IOException {
    if (runOptions.batch() != 1) {
      throw new UsageException(
          "--batch is %d, but with --effort images are run and counted one by one; leave it out"
              .formatted(runOptions.batch()));
    }
    ImagePipeline pipeline = pipeline(loaded);
    EffortPlans.Named named = effortOption.load(loaded);
    ModelOptions dense = backendOption.options(1);
    EffortPlan plan = named.plan();
    List<String> leftOut = fast ? EffortModels.leftOut(loaded, plan.layers(), dense) : List.of();
    leftOut.forEach(this::remark);
    String what =
        "%s; %s %s, %s"
            .formatted(
                what(images, loaded, pipeline),
                fast ? "executed" : "counted",
                Digests.sha256(EffortPlanFile.bytes(plan)),
                backendOption.name());
    try (EffortEvaluation evaluation =
            new EffortEvaluation(loaded, pipeline, dense, plan, fast, new ProductOrders());
        EvalJournal<EffortTotals.Line> lines =
            journal(what, EffortTotals.Line.class, evaluation.totals()::add)) {
      EffortEvaluation.Way way =
          new EffortEvaluation.Way(runOptions.threads(), lines, skipUnreadable);
      interruptible(onInterrupt(), () -> evaluation.run(images, way, this::evaluating));
      EffortTotals totals = evaluation.totals();
      PairedAccuracy accuracy = totals.accuracy();
      if (fast) {
        return new FastEffortReport(
            model,
            loaded.weights(),
            named.origin(),
            dataOption.name(images),
            accuracy.dense().images(),
            totals.unreadable(),
            accuracy.dynamic().top1Percent(),
            accuracy.dynamic().top5Percent(),
            EffortReport.dense(accuracy.dense()),
            EffortReport.PairedLoss.of(accuracy),
            totals.denseMillis(),
            totals.millis(),
            totals.timesAsFastAsDense(),
            leftOut,
            evaluation.operators(),
            runOptions.threads(),
            backendOption.name(),
            pipeline.origin());
      }
      return new EffortReport(
          model,
          loaded.weights(),
          named.origin(),
          plan.granularity().name().toLowerCase(Locale.ROOT),
          dataOption.name(images),
          accuracy.dense().images(),
          totals.unreadable(),
          accuracy.dynamic().top1Percent(),
          accuracy.dynamic().top5Percent(),
          EffortReport.dense(accuracy.dense()),
          EffortReport.PairedLoss.of(accuracy),
          EffortReport.Operations.of(totals.operations()),
          EffortReport.layers(totals.layers()),
          CountingRules.lines(),
          totals.millis(),
          EffortReport.TIMES,
          runOptions.threads(),
          backendOption.name(),
          pipeline.origin());
    }
  }

  private EvalReport report(
      LoadedModel loaded, LabelledImages images, ImagePipeline pipeline, Evaluation evaluation) {
    return new EvalReport(
        model,
        loaded.weights(),
        dataOption.name(images),
        evaluation.accuracy().images(),
        evaluation.unreadable(),
        evaluation.accuracy().top1Percent(),
        evaluation.accuracy().top5Percent(),
        evaluation.millis(),
        backendOption.name(),
        runOptions.threads(),
        runOptions.batch(),
        pipeline.origin(),
        loaded.description().map(ModelDescription::expected).orElse(List.of()));
  }
}
