package org.dyvedeep.tools.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.caffe.ImportLimits;
import org.dyvedeep.caffe.PreprocessingHints;
import org.dyvedeep.caffe.read.MeanImage;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.models.ModelDescription;
import org.dyvedeep.models.ModelResources;
import org.dyvedeep.tools.preprocess.ChannelOrder;
import org.dyvedeep.tools.preprocess.ImageDecoder;
import org.dyvedeep.tools.preprocess.MeanFiles;
import org.dyvedeep.tools.preprocess.Preprocessing;
import org.dyvedeep.tools.preprocess.Preprocessor;
import org.dyvedeep.tools.preprocess.Resize;

/**
 * How pictures become a model's input: as a JSON file says, else as the project's description of a
 * built-in model says, else as the model file's own transform_param says.
 */
public final class ImagePipeline {
  private final Preprocessing steps;
  private final MeanImage mean;
  private final Shape input;
  private final String origin;

  private ImagePipeline(Preprocessing steps, MeanImage mean, Shape input, String origin) {
    this.steps = steps;
    this.mean = mean;
    this.input = input;
    this.origin = origin;
  }

  /**
   * Decides how a model's pictures are prepared.
   *
   * @param file a JSON description, which goes before all others
   * @throws IOException if a description or mean file cannot be read
   * @throws UnusableModelException if pictures cannot be made into the model's input
   */
  public static ImagePipeline of(LoadedModel model, Optional<Path> file) throws IOException {
    Shape input = model.input().shape();
    if (input.rank() != 4) {
      throw new UnusableModelException(
          model.name(),
          "takes an input of "
              + input
              + ", not pictures (N x C x H x W); verbs that read images cannot run it");
    }
    ImagePipeline pipeline = of(model, file, input);
    try {
      // Whether the steps fit the input is known only to the preprocessor; all are made alike.
      pipeline.preprocessor();
    } catch (IllegalArgumentException e) {
      throw new UnusableModelException(model.name() + " with " + pipeline.origin, e);
    }
    return pipeline;
  }

  private static ImagePipeline of(LoadedModel model, Optional<Path> file, Shape input)
      throws IOException {
    if (file.isPresent()) {
      Preprocessing steps = Preprocessing.read(file.get());
      Path folder = file.get().toAbsolutePath().getParent();
      boolean image = steps.mean().file() != null;
      MeanImage mean = image ? MeanFiles.read(steps, folder, ImportLimits.defaults()) : null;
      return new ImagePipeline(steps, mean, input, file.get().toString());
    }
    if (model.description().isPresent()) {
      return described(model.description().get(), input);
    }
    return hinted(model.imported().preprocessing(), input);
  }

  private static ImagePipeline described(ModelDescription description, Shape input)
      throws IOException {
    String name = description.name() + "/model.json";
    byte[] json = description.preprocessing().toString().getBytes(StandardCharsets.UTF_8);
    Preprocessing steps = Preprocessing.read(new ByteArrayInputStream(json), name);
    MeanImage mean = null;
    if (steps.mean().file() != null) {
      try (InputStream in = ModelResources.open(steps.mean().file())) {
        mean = MeanFiles.read(in, ImportLimits.defaults());
      }
    }
    return new ImagePipeline(steps, mean, input, name);
  }

  private static ImagePipeline hinted(List<PreprocessingHints> hints, Shape input) {
    Resize plain =
        new Resize(Resize.Mode.PLAIN, input.dim(3), input.dim(2), Resize.Interpolation.BILINEAR);
    if (hints.isEmpty()) {
      Preprocessing steps =
          new Preprocessing(plain, 0, ChannelOrder.BGR, Preprocessing.Mean.none(), 1f);
      return new ImagePipeline(
          steps, null, input, "plain resize, BGR, no mean: the model says nothing about images");
    }
    PreprocessingHints hint = hints.get(0);
    Preprocessing.Mean mean = new Preprocessing.Mean(hint.meanValues(), null);
    Preprocessing steps = new Preprocessing(plain, 0, ChannelOrder.BGR, mean, hint.scale());
    String missing =
        hint.meanFile()
            .map(name -> ", without its mean file " + name + " (paths in models are not opened)")
            .orElse("");
    return new ImagePipeline(steps, null, input, "layer " + hint.layer() + missing);
  }

  /** A preprocessor; each thread needs its own. */
  public Preprocessor preprocessor() {
    return new Preprocessor(
        steps, mean, input.dim(1), input.dim(2), input.dim(3), new ImageDecoder());
  }

  /**
   * Prepares pictures for people: what the network sees, as values of 0 to 255, with neither mean
   * nor scale, in the order B, G, R.
   */
  public Preprocessor view() {
    Preprocessing shown =
        new Preprocessing(
            steps.resize(), steps.crop(), ChannelOrder.BGR, Preprocessing.Mean.none(), 1f);
    return new Preprocessor(
        shown, null, input.dim(1), input.dim(2), input.dim(3), new ImageDecoder());
  }

  /** Where the steps come from, for a person. */
  public String origin() {
    return origin;
  }
}
