package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.ScaleParameter;
import org.dyvedeep.engine.op.Scale;

/**
 * Scale: axis, num_axes and bias_term; the factor is learned, or a second bottom. The fillers are
 * for training.
 */
public final class ScaleConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public ScaleConverter() {}

  @Override
  public String type() {
    return "Scale";
  }

  @Override
  public void convert(LayerContext layer) {
    layer.requireBottoms(1, 2);
    layer.requireTops(1, 1);
    ScaleParameter scale = layer.parameter().getScaleParam();
    layer.require(
        scale.getNumAxes() >= -1,
        "scale_param.num_axes",
        scale.getNumAxes(),
        "0 or more, or -1 for all",
        "correct the number of axes");
    layer.emit(new Scale(scale.getAxis(), scale.getNumAxes(), scale.getBiasTerm()));
  }
}
