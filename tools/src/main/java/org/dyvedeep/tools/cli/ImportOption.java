package org.dyvedeep.tools.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.ShapeException;
import org.dyvedeep.tools.model.ModelRequest;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Options that say how a model is read. */
final class ImportOption {
  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "A caffemodel or a Deep Compression .net.")
  private Path weights;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed for weights and inputs that have to be made.")
  private long seed;

  @Option(
      names = "--input",
      paramLabel = "BLOB=SHAPE",
      showDefaultValue = Visibility.NEVER,
      description = "Shape of an input, such as data=1x3x227x227, in place of the file's.")
  private Map<String, String> inputs = new LinkedHashMap<>();

  @Option(
      names = "--strict",
      description = "Refuse fields that Caffe does not have, rather than warn of them.")
  private boolean strict;

  long seed() {
    return seed;
  }

  /** The request for a model, at a batch size. */
  ModelRequest request(String model, int batch) {
    ImportOptions options = ImportOptions.defaults().withStrict(strict).withBatch(batch);
    for (Map.Entry<String, String> input : inputs.entrySet()) {
      options = options.withInputShape(input.getKey(), shape(input.getValue()));
    }
    return new ModelRequest(model, Optional.ofNullable(weights), seed, options);
  }

  private static Shape shape(String text) {
    String[] parts = text.split("[x,]", -1);
    int[] dims = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      try {
        dims[i] = Integer.parseInt(parts[i].strip());
      } catch (NumberFormatException e) {
        throw new UsageException(
            "--input: \"" + text + "\" is not a shape; write it as 1x3x227x227");
      }
    }
    try {
      return Shape.of(dims);
    } catch (ShapeException e) {
      throw new UsageException("--input: " + e.getMessage());
    }
  }
}
