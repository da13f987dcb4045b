package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.engine.op.Silence;

/** Silence: takes blobs so that they do not count as outputs. */
public final class SilenceConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public SilenceConverter() {}

  @Override
  public String type() {
    return "Silence";
  }

  @Override
  public Role role() {
    return Role.SINK;
  }

  @Override
  public void convert(LayerContext layer) {
    layer.requireBottoms(1, Integer.MAX_VALUE);
    layer.requireTops(0, 0);
    layer.emit(new Silence());
  }
}
