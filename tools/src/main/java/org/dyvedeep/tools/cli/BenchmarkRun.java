package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dyvedeep.caffe.write.FileNotWrittenException;
import org.dyvedeep.knobs.run.ProductOrders;
import org.dyvedeep.models.Labels;
import org.dyvedeep.models.ModelDescription;
import org.dyvedeep.tools.contest.ContestInputs;
import org.dyvedeep.tools.contest.Entries;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.model.EffortPlans;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.Places;
import org.dyvedeep.tools.reproduce.Benchmark;
import org.dyvedeep.tools.reproduce.Details;
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
 * @param plans finds plans, or tunes them
 * @param files finished rows
 * @param fresh whether finished rows are measured again
 * @param provenance what figures are measured with
 * @param timing who is timed, and how
 * @param bars show how far work has come
 */
record BenchmarkRun(
    BenchmarkChoice.Stock stock,
    PlanFinder plans,
    RowFiles files,
    boolean fresh,
    Provenance provenance,
    AgainstRun timing,
    AgainstRun.Bars bars) {
  /** The row of a benchmark; an error that the caller can mend is part of it. */
  RowFiles.Finished of(Benchmark benchmark) throws IOException {
    List<String> missing = new ArrayList<>();
    PreparedBenchmark prepared;
    String key;
    try {
      BenchmarkChoice choice = BenchmarkChoice.of(benchmark, stock);
      missing.addAll(choice.missing());
      if (choice.run().isEmpty()) {
        return new RowFiles.Finished("", Row.notRun(benchmark, missing, null), List.of());
      }
      prepared = plans.prepare(choice.run().get(), missing);
      key = key(prepared);
      Optional<RowFiles.Finished> before =
          fresh ? Optional.empty() : files.find(benchmark.id(), key);
      if (before.isPresent()) {
        return before.get();
      }
    } catch (FileNotWrittenException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return failed(benchmark, missing, e);
    }
    RowFiles.Finished finished;
    try {
      finished = measure(benchmark, prepared, key, missing);
    } catch (FileNotWrittenException e) {
      // A disk that is full is no fault of the row: it ends the run.
      throw e;
    } catch (IOException | RuntimeException e) {
      return failed(benchmark, missing, e);
    }
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

  private String key(PreparedBenchmark prepared) {
    BenchmarkChoice.Run run = prepared.run();
    return String.join(
        "; ",
        provenance.commit() + (provenance.modified() ? " with changes" : ""),
        provenance.processor(),
        provenance.java(),
        prepared.loaded().weights().toString(),
        run.variant().toString(),
        run.data().name() + " " + run.data().fingerprint(),
        prepared.counted().toString(),
        prepared.fast().map(EffortPlans.Named::toString).orElse(""),
        provenance.settings().toString(),
        timing.settings().toString());
  }

  private RowFiles.Finished measure(
      Benchmark benchmark, PreparedBenchmark prepared, String key, List<String> missing)
      throws IOException {
    long start = System.nanoTime();
    LoadedModel loaded = prepared.loaded();
    ImagePipeline pipeline = ImagePipeline.of(loaded, Optional.empty());
    Provenance.Settings settings = provenance.settings();
    LabelledImages images = prepared.images(settings.limit());
    ModelDescription description = loaded.description().orElseThrow();
    Labels labels = Labels.of(description.labels(), Optional.of(stock.data()));
    if (fresh) {
      files.forget(benchmark.id());
    }
    Set<String> unreadable = new LinkedHashSet<>();
    ProductOrders orders = new ProductOrders();
    EffortMeasure measure =
        new EffortMeasure(
            prepared,
            pipeline,
            settings.maxLoss(),
            bars,
            new EffortMeasure.Kept(files, benchmark.id(), key),
            unreadable,
            orders);
    EffortMeasure.Counted counted = measure.count(images, labels);
    Effort effort = counted.effort();
    Details details =
        new Details(
            measure.execute(
                prepared.executedImages(settings.limit()), prepared.fastImages(settings.limit())),
            counted.byImage(),
            measure.views(prepared.viewImages(settings.viewImages())));
    int shown = prepared.run().variant().pictures();
    List<EffortPicture> pictures =
        new EffortMaps(loaded, pipeline, prepared.counted().plan(), labels, orders)
            .of(images.limit(shown));
    Speed speed = speed(prepared, missing);
    if (!unreadable.isEmpty()) {
      missing.add(
          "%d images, left out because they cannot be read: %s"
              .formatted(unreadable.size(), String.join("; ", unreadable)));
    }
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
            details,
            missing,
            null,
            (System.nanoTime() - start) / 1e9);
    return new RowFiles.Finished(key, row, pictures);
  }

  private Speed speed(PreparedBenchmark prepared, List<String> missing) {
    Entries entries =
        new Entries(
            prepared.run().request(),
            prepared.loaded(),
            provenance.settings().threads(),
            prepared.fast().map(EffortPlans.Named::argument),
            Places.project());
    try {
      ContestInputs inputs = prepared.inputs(provenance.settings().seed());
      AgainstReport report = contest(prepared).run(entries, inputs, bars);
      Map<String, String> absent = new LinkedHashMap<>();
      report.missing().forEach(m -> absent.put(m.name(), m.reason()));
      absent.forEach((name, why) -> missing.add("the time of " + name + ": " + why));
      List<Speed.Timed> timed =
          report.contestants().stream()
              .map(c -> new Speed.Timed(c.name(), c.medianMs(), c.roundMs(), c.timesAsFastAs()))
              .toList();
      return Speed.of(report.input(), timed, absent);
    } catch (IOException e) {
      missing.add("times: " + ErrorReport.sentence(e));
      return Speed.NONE;
    }
  }

  /** Without a plan there is nobody to be tuned; the row says so already. */
  private AgainstRun contest(PreparedBenchmark prepared) {
    List<String> names = new ArrayList<>(timing.names());
    if (prepared.fast().isEmpty()) {
      names.remove(Speed.TUNED);
    }
    return new AgainstRun(names, timing.settings(), timing.rounds(), timing.layers());
  }
}
