package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dyvedeep.tools.caffe.CaffeRuntime;
import org.dyvedeep.tools.data.DataSources;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.Places;
import org.dyvedeep.tools.model.WeightsUsed;
import org.dyvedeep.tools.parity.BlobParity;
import org.dyvedeep.tools.parity.ParityResult;
import org.dyvedeep.tools.report.Progress;
import org.dyvedeep.tools.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves that a model computes what it computes in native Caffe. */
@Command(
    name = "compare",
    description = {
      "Runs the same tensors through native Caffe and through the engine, and compares every blob.",
      "Without --data the tensors are made from the seed. Exit status 1 beyond the tolerance."
    })
final class CompareVerb extends Verb {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A built-in name or the path of a prototxt.")
  private String model;

  @Option(
      names = "--data",
      paramLabel = "DIR|FILE",
      description = "Images as eval takes them; labels are not needed.")
  private Path data;

  @Option(
      names = {"--images", "--limit"},
      defaultValue = "4",
      paramLabel = "N",
      description = "How many images, or tensors made from the seed.")
  private int images;

  @Option(
      names = "--preprocess",
      paramLabel = "FILE",
      description = "A JSON file that says how images are prepared.")
  private Path preprocess;

  @Option(names = "--threads", defaultValue = "1", description = "Threads of one run.")
  private int threads;

  @Mixin private ImportOption importOption;
  @Mixin private BackendOption backendOption;
  @Mixin private ToleranceOption toleranceOption;

  /** The blob with the greatest error. */
  record Worst(String blob, double maxErrorOverMax, double relativeL2) {
    static Worst of(BlobParity parity) {
      return new Worst(parity.name(), parity.maxErrorOverMax(), parity.relativeL2());
    }
  }

  /** The result, with what it was measured on. */
  record CompareReport(
      String model,
      WeightsUsed weights,
      String data,
      String backend,
      int threads,
      int images,
      double tolerance,
      boolean pass,
      Worst worst,
      List<BlobParity> blobs,
      String firstDiverging,
      double top1Agreement,
      double top5Agreement,
      int ties)
      implements Report {
    @Override
    public boolean passed() {
      return pass;
    }

    @Override
    public String text() {
      TextTable table = new TextTable("blob", "max error / max", "relative L2", "cosine");
      for (BlobParity blob : blobs) {
        table.row(
            blob.name(),
            number(blob.maxErrorOverMax()),
            number(blob.relativeL2()),
            String.format(Locale.ROOT, "%.9f", blob.cosine()));
      }
      return String.format(
          Locale.ROOT,
          "%s, weights: %s%n%d inputs from %s, %s, %d threads%n%n%s%nworst blob: %s, %s of %s"
              + " allowed%nsame best class: %.2f %%, same five best: %.2f %%, ties: %d%n%s%n",
          model,
          weights.describe(),
          images,
          data,
          backend,
          threads,
          table,
          worst.blob(),
          number(worst.maxErrorOverMax()),
          number(tolerance),
          top1Agreement,
          top5Agreement,
          ties,
          verdict());
    }

    private String verdict() {
      if (pass) {
        return "the same as native Caffe within the tolerance";
      }
      return firstDiverging == null
          ? "NOT the same: best classes differ"
          : "NOT the same: " + firstDiverging + " is the first blob beyond the tolerance";
    }

    private static String number(double value) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
  }

  @Override
  Report execute() throws IOException {
    RunOptions.positive("--images", images);
    RunOptions.positive("--threads", threads);
    CaffeRuntime runtime = CaffeRuntime.require(Places.project());
    LoadedModel loaded = ModelLoader.standard().load(importOption.request(model, 1));
    remark("weights: " + loaded.weights().describe());
    Optional<LabelledImages> source =
        data == null ? Optional.empty() : Optional.of(DataSources.open(data));
    Comparison comparison =
        new Comparison(
            source,
            Optional.ofNullable(preprocess),
            importOption.seed(),
            images,
            toleranceOption.of(backendOption));
    try (Progress bar = progress("comparing", "inputs", images)) {
      return report(
          loaded, comparison.run(runtime, loaded, backendOption.options(threads), bar::done));
    }
  }

  private CompareReport report(LoadedModel loaded, ParityResult result) {
    return new CompareReport(
        model,
        loaded.weights(),
        data == null ? "seed " + importOption.seed() : data.toString(),
        backendOption.name(),
        threads,
        result.runs(),
        toleranceOption.of(backendOption),
        result.pass(),
        Worst.of(result.worst()),
        result.blobs(),
        result.firstDiverging().orElse(null),
        result.top1Agreement(),
        result.top5Agreement(),
        result.ties());
  }
}
