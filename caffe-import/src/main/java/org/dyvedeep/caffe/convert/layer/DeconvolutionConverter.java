package org.dyvedeep.caffe.convert.layer;

import java.util.List;
import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.ConvolutionParameter;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.Window;

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
    layer.requireBottoms(1, Integer.MAX_VALUE);
    layer.requireTops(layer.bottoms().size(), layer.bottoms().size());
    ConvolutionParameter convolution = layer.parameter().getConvolutionParam();
    int outputs = layer.positive("convolution_param.num_output", convolution.getNumOutput());
    int axis = layer.shape(0).canonicalAxis(convolution.getAxis());
    int group = ConvolutionWindows.group(layer, axis, outputs);
    List<Window> windows = ConvolutionWindows.of(layer, layer.shape(0).rank() - axis - 1);
    layer.emitForEach(
        new Deconvolution(
            outputs, windows, group, convolution.getBiasTerm(), axis, new Identity()));
  }
}
