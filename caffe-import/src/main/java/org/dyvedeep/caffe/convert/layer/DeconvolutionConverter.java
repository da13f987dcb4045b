package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.Identity;

/**
 * Deconvolution: num_output, kernel_size, stride, pad and dilation (once, or once for each spatial
 * axis), the forms with _h and _w, group, bias_term and axis; several bottoms share the weights.
 * The fillers are for training; engine and force_nd_im2col change how Caffe computes, not what.
 */
public final class DeconvolutionConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public DeconvolutionConverter() {}

  @Override
  public String type() {
    return "Deconvolution";
  }

  @Override
  public void convert(LayerContext layer) {
    ConvolutionFields.Read read = ConvolutionFields.of(layer);
    layer.emitForEach(
        new Deconvolution(
            read.outputs(),
            read.windows(),
            read.group(),
            read.bias(),
            read.axis(),
            new Identity()));
  }
}
