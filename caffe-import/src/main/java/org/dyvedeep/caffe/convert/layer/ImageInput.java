package org.dyvedeep.caffe.convert.layer;

import java.util.Optional;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.PreprocessingHints;
import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.proto.TransformationParameter;
import org.dyvedeep.engine.tensor.Shape;

/**
 * The input that a layer of images becomes. Its shape is what the file says of batch, crop and
 * channels; the images themselves, which Caffe would look at, are not opened.
 */
final class ImageInput {
  private static final int COLOUR = 3;

  private final LayerContext layer;
  private final TransformationParameter transform;
  private String batchField = "";
  private int batch;
  private int height;
  private int width;
  private int channels;

  private ImageInput(LayerContext layer) {
    this.layer = layer;
    this.transform = layer.parameter().getTransformParam();
  }

  /** Starts the input of a data layer. */
  static ImageInput of(LayerContext layer) {
    layer.requireBottoms(0, 0);
    layer.requireTops(1, 2);
    return new ImageInput(layer);
  }

  /** The images at a time. */
  ImageInput batch(String field, int images) {
    this.batchField = field;
    this.batch = images;
    return this;
  }

  /** The size that images have before they are cropped; 0 for their own. */
  ImageInput resized(int toHeight, int toWidth) {
    this.height = toHeight;
    this.width = toWidth;
    return this;
  }

  /** Whether images are read in colour. */
  ImageInput colour(boolean colour) {
    this.channels = colour ? COLOUR : 1;
    return this;
  }

  /** Declares the input and says what is done to images. */
  void declare() {
    layer.preprocessing(
        new PreprocessingHints(
            layer.name(),
            layer.tops().get(0),
            transform.getScale(),
            transform.getCropSize(),
            transform.getMirror(),
            transform.getMeanValueList(),
            transform.hasMeanFile() ? Optional.of(transform.getMeanFile()) : Optional.empty(),
            height,
            width));
    layer.input(0, this::shape);
  }

  private Optional<Shape> shape() {
    int crop = layer.nonNegative("transform_param.crop_size", transform.getCropSize());
    int rows = crop > 0 ? crop : height;
    int columns = crop > 0 ? crop : width;
    if (rows == 0 || columns == 0) {
      return Optional.empty();
    }
    return Optional.of(Shape.of(layer.positive(batchField, batch), channels(), rows, columns));
  }

  private int channels() {
    if (channels > 0) {
      return channels;
    }
    if (transform.getForceGray()) {
      return 1;
    }
    if (transform.getMeanValueCount() > 1) {
      return transform.getMeanValueCount();
    }
    if (!transform.getForceColor()) {
      layer.warn(
          ImportWarning.Kind.ASSUMED,
          "",
          "3 channels are supposed for the images of \""
              + layer.tops().get(0)
              + "\": their database is not opened");
    }
    return COLOUR;
  }
}
