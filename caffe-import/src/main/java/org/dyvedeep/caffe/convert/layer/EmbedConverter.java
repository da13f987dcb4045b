package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.EmbedParameter;
import org.dyvedeep.engine.op.Embed;

/** Embed: num_output, input_dim and bias_term. The fillers are for training. */
public final class EmbedConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public EmbedConverter() {}

  @Override
  public String type() {
    return "Embed";
  }

  @Override
  public void convert(LayerContext layer) {
    layer.requireBlobs(1, 1);
    EmbedParameter embed = layer.parameter().getEmbedParam();
    int outputs = layer.positive("embed_param.num_output", embed.getNumOutput());
    int rows = layer.positive("embed_param.input_dim", embed.getInputDim());
    layer.emit(new Embed(rows, outputs, embed.getBiasTerm()));
  }
}
