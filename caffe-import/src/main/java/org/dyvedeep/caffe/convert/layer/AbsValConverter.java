package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.engine.op.AbsVal;

/** AbsVal: the absolute value. */
public final class AbsValConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public AbsValConverter() {
    super("AbsVal", layer -> new AbsVal());
  }

  /** Caffe needs the input again for the gradient, so it refuses what costs nothing here. */
  @Override
  void check(LayerContext layer) {
    if (layer.parameter().getTop(0).equals(layer.parameter().getBottom(0))) {
      layer.warn(
          ImportWarning.Kind.IGNORED,
          "top",
          "native Caffe refuses an AbsVal layer that works in place; give it a top of its own before"
              + " the network goes back to Caffe");
    }
  }
}
