package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.engine.op.Split;

/**
 * Split: copies of its bottom, one a top. Caffe inserts these layers by itself, so that saved
 * networks have them.
 */
public final class SplitConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public SplitConverter() {}

  @Override
  public String type() {
    return "Split";
  }

  @Override
  public void convert(LayerContext layer) {
    layer.requireBottoms(1, 1);
    layer.requireTops(1, Integer.MAX_VALUE);
    layer.requireNotInPlace();
    layer.emit(new Split(layer.tops().size()));
  }
}
