package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.ImageDataParameter;

/**
 * ImageData: becomes an input of batch_size images of transform_param.crop_size, or else of
 * new_height x new_width. Its list of files is not opened.
 */
public final class ImageDataConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public ImageDataConverter() {}

  @Override
  public String type() {
    return "ImageData";
  }

  @Override
  public Role role() {
    return Role.INPUT;
  }

  @Override
  public void convert(LayerContext layer) {
    ImageDataParameter data = layer.parameter().getImageDataParam();
    ImageInput.of(layer)
        .batch("image_data_param.batch_size", data.getBatchSize())
        .resized(
            layer.nonNegative("image_data_param.new_height", data.getNewHeight()),
            layer.nonNegative("image_data_param.new_width", data.getNewWidth()))
        .colour(data.getIsColor())
        .declare();
  }
}
