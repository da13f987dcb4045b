package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.InnerProductParameter;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;

/** InnerProduct: num_output, axis, transpose and bias_term. The fillers are for training. */
public final class InnerProductConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public InnerProductConverter() {}

  @Override
  public String type() {
    return "InnerProduct";
  }

  @Override
  public void convert(LayerContext layer) {
    layer.requireBlobs(1, 1);
    InnerProductParameter product = layer.parameter().getInnerProductParam();
    int outputs = layer.positive("inner_product_param.num_output", product.getNumOutput());
    layer.emit(
        new InnerProduct(
            outputs,
            layer.shape(0).canonicalAxis(product.getAxis()),
            product.getTranspose(),
            product.getBiasTerm(),
            new Identity()));
  }
}
