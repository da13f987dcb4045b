package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.engine.op.Flatten;

/** Flatten: axis to end_axis. */
public final class FlattenConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public FlattenConverter() {
    super(
        "Flatten",
        layer ->
            new Flatten(layer.getFlattenParam().getAxis(), layer.getFlattenParam().getEndAxis()));
  }

  @Override
  void check(LayerContext layer) {
    layer.requireNotInPlace();
  }
}
