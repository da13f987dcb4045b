package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.proto.ArgMaxParameter;
import org.dyvedeep.engine.op.ArgMax;

/** ArgMax: out_max_val, top_k and axis. */
public final class ArgMaxConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public ArgMaxConverter() {
    super("ArgMax", layer -> argMax(layer.getArgmaxParam()));
  }

  private static ArgMax argMax(ArgMaxParameter max) {
    return new ArgMax(max.getOutMaxVal(), max.getTopK(), max.hasAxis() ? max.getAxis() : null);
  }

  @Override
  void check(LayerContext layer) {
    layer.positive("argmax_param.top_k", layer.parameter().getArgmaxParam().getTopK());
  }
}
