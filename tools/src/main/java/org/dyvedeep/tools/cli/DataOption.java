package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.dyvedeep.tools.data.DataSources;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.data.Shapes10Images;
import picocli.CommandLine.Option;

/** Options that say which pictures a network is run on. */
final class DataOption {
  private static final String SHAPES10 = "shapes10";

  @Option(
      names = "--data",
      paramLabel = "DIR|FILE",
      description =
          "A CIFAR-10 binary file, a folder with labels.tsv or val.txt, a folder of one folder per"
              + " WordNet id, or a Caffe LMDB. shapes10 has its own pictures.")
  private Path data;

  @Option(
      names = "--part",
      paramLabel = "K/N",
      converter = DataPart.Converter.class,
      description = "Take the K-th of every N images, such as those a plan was not tuned on.")
  private DataPart part;

  @Option(names = "--limit", paramLabel = "N", description = "Stop after so many images.")
  private Integer limit;

  /**
   * The pictures.
   *
   * @param verb what wants them, for the sentence that asks for them
   */
  LabelledImages images(String verb, String model) throws IOException {
    if (data == null && !model.equals(SHAPES10)) {
      throw new UsageException(
          "%s %s needs labelled images: give --data (see %s --help for what it takes)"
              .formatted(verb, model, verb));
    }
    LabelledImages all = data == null ? new Shapes10Images() : DataSources.open(data);
    LabelledImages some = part == null ? all : part.of(all);
    return limit == null ? some : some.limit(RunOptions.positive("--limit", limit));
  }

  /** What the pictures are called in a report. */
  String name(LabelledImages images) {
    String name = data == null ? images.layout() : data.toString();
    return part == null ? name : name + ", part " + part;
  }
}
