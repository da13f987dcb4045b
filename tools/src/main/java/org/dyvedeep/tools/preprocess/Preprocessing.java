package org.dyvedeep.tools.preprocess;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is done to a picture before a network sees it: resize, centre crop, channel order, {@code
 * (pixel - mean) * scale}; pixels are 0 to 255 before the mean. The order of the steps is Caffe's
 * (convert_imageset, then the data layer's transform_param).
 *
 * @param resize how the picture is brought to size
 * @param crop side in pixels of the centre crop, or 0 for none; the offset is (size - crop) / 2
 *     rounded down, as in Caffe's TEST phase
 * @param channelOrder the order of the planes that the network expects
 * @param mean what is subtracted
 * @param scale what the result is multiplied by
 */
public record Preprocessing(
    Resize resize, int crop, ChannelOrder channelOrder, Mean mean, float scale) {

  /**
   * The largest side in pixels that a description may ask for: far over any network's input, far
   * under what exhausts memory.
   */
  public static final int MAX_SIDE = 8192;

  /** Pixels as they are: no resize, no crop, BGR, no mean, scale 1. */
  public static final Preprocessing IDENTITY =
      new Preprocessing(Resize.none(), 0, ChannelOrder.BGR, Mean.none(), 1f);

  /**
   * What is subtracted from the pixels: values per channel, or a mean image in a file, never both.
   *
   * @param values one a channel in the network's channel order, or one for all channels; empty for
   *     none
   * @param file path of a binaryproto mean image relative to the description, or null
   */
  public record Mean(List<Float> values, String file) {
    /** Copies the values. */
    public Mean {
      values = List.copyOf(values);
      if (file != null && !values.isEmpty()) {
        throw new IllegalArgumentException("a mean has values or a file, not both");
      }
    }

    /** Nothing is subtracted. */
    public static Mean none() {
      return new Mean(List.of(), null);
    }

    /** The given values, in the network's channel order. */
    public static Mean of(Float... values) {
      return new Mean(List.of(values), null);
    }

    /** The mean image's file, where the mean is an image. */
    public Optional<String> meanFile() {
      return Optional.ofNullable(file);
    }
  }

  /** Checks that the parts fit together. */
  public Preprocessing {
    Objects.requireNonNull(resize);
    Objects.requireNonNull(channelOrder);
    Objects.requireNonNull(mean);
    if (crop < 0 || crop > MAX_SIDE) {
      throw new IllegalArgumentException("crop " + crop + " is not within 0 to " + MAX_SIDE);
    }
    if (!Float.isFinite(scale)) {
      throw new IllegalArgumentException("scale " + scale + " is not a finite number");
    }
  }

  /**
   * Reads a description.
   *
   * @param file a JSON file with the keys resize{mode, width, height, interpolation}, crop,
   *     channelOrder, mean{values | file}, scale; all but resize may be left out
   * @throws InvalidPreprocessingException naming the field that is at fault
   * @throws IOException if the file cannot be read
   */
  public static Preprocessing read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    }
  }

  /**
   * Reads a description from a stream, which is left open.
   *
   * @param in JSON as for {@link #read(Path)}
   * @param name what to call the stream in messages
   * @throws InvalidPreprocessingException naming the field that is at fault
   * @throws IOException if the stream cannot be read
   */
  public static Preprocessing read(InputStream in, String name) throws IOException {
    return new PreprocessingJson(name).parse(in);
  }

  /**
   * Reads a description that is part of a larger JSON document, such as a model's own description.
   *
   * @param node the object with the keys of {@link #read(Path)}
   * @param name what to call the document in messages
   * @throws InvalidPreprocessingException naming the field that is at fault
   */
  public static Preprocessing of(JsonNode node, String name) throws InvalidPreprocessingException {
    return new PreprocessingJson(name).parse(node);
  }

  /**
   * Writes the description as JSON that {@link #read(Path)} reads back, through a temporary file
   * beside it.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    PreprocessingJson.write(this, file);
  }
}
