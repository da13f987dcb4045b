package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.dyvedeep.caffe.write.CaffemodelWriter;
import org.dyvedeep.caffe.write.DeployPrototxt;
import org.dyvedeep.caffe.write.WholeFile;
import org.dyvedeep.tools.fetch.Digests;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.WeightsUsed;
import org.dyvedeep.tools.onnx.OnnxWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model in a format that other programs read. */
@Command(
    name = "convert",
    description = {
      "Writes a model as imported: what older generations, training files and .net files hold",
      "becomes a caffemodel of the current generation, which native Caffe loads, or an ONNX file."
    })
final class ConvertVerb extends Verb {
  /** What a model can be written as. */
  enum Target {
    /** Caffe's binary format, V2. */
    CAFFEMODEL,
    /** ONNX, with the operators of version 17. */
    ONNX
  }

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A built-in name or the path of a prototxt.")
  private String model;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      description = "The format: ${COMPLETION-CANDIDATES}, in any case.")
  private Target target;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The file to write; an earlier one is replaced.")
  private Path output;

  @Option(
      names = "--prototxt",
      paramLabel = "FILE",
      description = "Also write the matching deploy prototxt there.")
  private Path prototxt;

  @Option(names = "--batch", defaultValue = "1", description = "Items of one run.")
  private int batch;

  @Mixin private ImportOption importOption;

  /** What was written. */
  record ConvertReport(
      String from,
      String to,
      String path,
      long bytes,
      String sha256,
      String prototxt,
      WeightsUsed weights)
      implements Report {
    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          "%s -> %s (%s, %,d bytes)%nsha256 %s%nweights: %s%n%s",
          from,
          path,
          to,
          bytes,
          sha256,
          weights.describe(),
          prototxt == null ? "" : "prototxt: " + prototxt + System.lineSeparator());
    }
  }

  @Override
  Report execute() throws IOException {
    RunOptions.positive("--batch", batch);
    LoadedModel loaded = ModelLoader.standard().load(importOption.request(model, batch));
    try {
      write(loaded);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    if (prototxt != null) {
      DeployPrototxt.write(loaded.imported(), prototxt);
    }
    return new ConvertReport(
        model,
        target.name().toLowerCase(Locale.ROOT),
        output.toString(),
        Files.size(output),
        Digests.sha256(output),
        prototxt == null ? null : prototxt.toString(),
        loaded.weights());
  }

  private void write(LoadedModel loaded) throws IOException {
    switch (target) {
      case CAFFEMODEL -> CaffemodelWriter.write(loaded.imported(), output);
      case ONNX -> WholeFile.write(output, OnnxWriter.of(loaded.imported().graph())::writeTo);
    }
  }
}
