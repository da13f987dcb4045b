package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.DataParameter;

/**
 * Data: becomes an input of batch_size images of transform_param.crop_size. Its database is not
 * opened.
 */
public final class DataConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public DataConverter() {}

  @Override
  public String type() {
    return "Data";
  }

  @Override
  public Role role() {
    return Role.INPUT;
  }

  @Override
  public void convert(LayerContext layer) {
    DataParameter data = layer.parameter().getDataParam();
    ImageInput.of(layer).batch("data_param.batch_size", data.getBatchSize()).declare();
  }
}
