package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dyvedeep.models.BuiltInModels;
import org.dyvedeep.models.ModelDescription;
import org.dyvedeep.tools.caffe.CaffeRuntime;
import org.dyvedeep.tools.data.DataSources;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.data.Shapes10Images;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.Places;
import org.dyvedeep.tools.parity.BlobParity;
import org.dyvedeep.tools.parity.ParityResult;
import org.dyvedeep.tools.report.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The results table of docs/parity.md. */
@Command(
    name = "parity",
    description = {
      "Compares all built-in networks with native Caffe, on images of their data set where it is",
      "here, else on tensors made from the seed; prints the table of docs/parity.md."
    })
final class ParityVerb extends Verb {
  private static final String BEGIN = "<!-- results:begin -->";
  private static final String END = "<!-- results:end -->";

  @Option(
      names = "--images",
      defaultValue = "20",
      paramLabel = "N",
      description = "How many inputs for each network.")
  private int images;

  @Option(
      names = "--update",
      paramLabel = "FILE",
      description = "Also put the table between the result marks of this file.")
  private Path update;

  @Option(names = "--threads", defaultValue = "1", description = "Threads of one run.")
  private int threads;

  @Mixin private ImportOption importOption;
  @Mixin private BackendOption backendOption;
  @Mixin private ToleranceOption toleranceOption;

  /** One network. */
  record Row(
      String model,
      String weights,
      String data,
      int images,
      boolean pass,
      BlobParity worst,
      double top1Agreement,
      double top5Agreement,
      int ties) {}

  /** All networks. */
  record ParityReport(String backend, int threads, double tolerance, boolean pass, List<Row> rows)
      implements Report {
    @Override
    public boolean passed() {
      return pass;
    }

    @Override
    public String text() {
      StringBuilder text = new StringBuilder();
      text.append("| network | weights | inputs | worst blob | max error / max | relative L2 |");
      text.append(" same best class | same five best |\n");
      text.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
      for (Row row : rows) {
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | %d of %s | %s | %.1e | %.1e | %.1f %% | %.1f %% |%n",
                row.model(),
                row.weights(),
                row.images(),
                row.data(),
                row.worst().name(),
                row.worst().maxErrorOverMax(),
                row.worst().relativeL2(),
                row.top1Agreement(),
                row.top5Agreement()));
      }
      text.append(
          String.format(
              Locale.ROOT,
              "%nBack end %s, %d threads, tolerance %.0e: %s.%n",
              backend,
              threads,
              tolerance,
              pass ? "all within it" : "NOT all within it"));
      return text.toString();
    }
  }

  @Override
  Report execute() throws IOException {
    RunOptions.positive("--images", images);
    RunOptions.positive("--threads", threads);
    CaffeRuntime runtime = CaffeRuntime.require(Places.project());
    List<Row> rows = new ArrayList<>();
    try (Progress bar = progress("comparing", "networks", BuiltInModels.names().size())) {
      for (String model : BuiltInModels.names()) {
        rows.add(row(runtime, model));
        bar.done(rows.size());
      }
    }
    boolean pass = rows.stream().allMatch(Row::pass);
    ParityReport report =
        new ParityReport(
            backendOption.name(), threads, toleranceOption.of(backendOption), pass, rows);
    if (update != null) {
      updateFile(report.text());
    }
    return report;
  }

  private Row row(CaffeRuntime runtime, String model) throws IOException {
    LoadedModel loaded = ModelLoader.standard().load(importOption.request(model, 1));
    Optional<Path> folder = data(loaded);
    Optional<LabelledImages> source = Optional.empty();
    String name = "seed " + importOption.seed();
    if (model.equals(BuiltInModels.names().get(0))) {
      source = Optional.of(new Shapes10Images());
      name = source.get().layout();
    } else if (folder.isPresent()) {
      source = Optional.of(DataSources.open(folder.get()));
      name = Places.data().relativize(folder.get()).toString();
    }
    Comparison comparison =
        new Comparison(
            source,
            Optional.empty(),
            importOption.seed(),
            images,
            toleranceOption.of(backendOption));
    ParityResult result =
        comparison.run(runtime, loaded, backendOption.options(threads), done -> {});
    return new Row(
        model,
        loaded.weights().source(),
        name,
        result.runs(),
        result.pass(),
        result.worst(),
        result.top1Agreement(),
        result.top5Agreement(),
        result.ties());
  }

  /** The data set that the model's accuracy or labels are of, if it is here. */
  private static Optional<Path> data(LoadedModel loaded) {
    ModelDescription description = loaded.description().orElseThrow();
    Path path =
        description.labels().dataFile() == null
            ? Path.of(description.expected().get(0).data())
            : Path.of(description.labels().dataFile()).getParent();
    return Optional.of(Places.data().resolve(path)).filter(Files::exists);
  }

  private void updateFile(String table) throws IOException {
    String text = Files.readString(update);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(update + " has no lines " + BEGIN + " and " + END);
    }
    String before = text.substring(0, begin + BEGIN.length());
    Files.writeString(update, before + "\n" + table + text.substring(end));
  }
}
