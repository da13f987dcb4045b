package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.WindowDataParameter;

/**
 * WindowData: becomes an input of batch_size windows of transform_param.crop_size. Its files are
 * not opened.
 */
public final class WindowDataConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public WindowDataConverter() {}

  @Override
  public String type() {
    return "WindowData";
  }

  @Override
  public Role role() {
    return Role.INPUT;
  }

  @Override
  public void convert(LayerContext layer) {
    WindowDataParameter data = layer.parameter().getWindowDataParam();
    ImageInput.of(layer)
        .batch("window_data_param.batch_size", data.getBatchSize())
        .colour(true)
        .declare();
  }
}
