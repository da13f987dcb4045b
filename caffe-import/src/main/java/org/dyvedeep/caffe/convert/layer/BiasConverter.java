package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.BiasParameter;
import org.dyvedeep.engine.op.Bias;

/**
 * Bias: axis and num_axes; the term is learned, or a second bottom. The fillers are for training.
 */
public final class BiasConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public BiasConverter() {}

  @Override
  public String type() {
    return "Bias";
  }

  @Override
  public void convert(LayerContext layer) {
    layer.requireBottoms(1, 2);
    layer.requireTops(1, 1);
    BiasParameter bias = layer.parameter().getBiasParam();
    layer.require(
        bias.getNumAxes() >= -1,
        "bias_param.num_axes",
        bias.getNumAxes(),
        "0 or more, or -1 for all",
        "correct the number of axes");
    layer.emit(new Bias(bias.getAxis(), bias.getNumAxes()));
  }
}
