package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.ConcatParameter;
import org.dyvedeep.engine.op.Concat;

/** Concat: axis, or the older concat_dim. */
public final class ConcatConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public ConcatConverter() {}

  @Override
  public String type() {
    return "Concat";
  }

  @Override
  public void convert(LayerContext layer) {
    layer.requireBottoms(1, Integer.MAX_VALUE);
    layer.requireTops(1, 1);
    ConcatParameter concat = layer.parameter().getConcatParam();
    layer.require(
        !(concat.hasAxis() && concat.hasConcatDim()),
        "concat_param.concat_dim",
        "both axis and concat_dim",
        "one of them",
        "remove concat_dim, the older spelling");
    int axis =
        concat.hasConcatDim()
            ? layer.nonNegative("concat_param.concat_dim", concat.getConcatDim())
            : concat.getAxis();
    layer.emit(new Concat(axis));
  }
}
