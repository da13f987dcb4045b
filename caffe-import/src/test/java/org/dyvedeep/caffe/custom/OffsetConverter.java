package org.dyvedeep.caffe.custom;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;

/** Offset: power_param.shift. */
public final class OffsetConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public OffsetConverter() {}

  @Override
  public String type() {
    return "Offset";
  }

  @Override
  public void convert(LayerContext layer) {
    layer.requireBlobs(1, 1);
    layer.emit(new Offset(layer.parameter().getPowerParam().getShift()));
  }
}
