package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.engine.op.Tanh;

/** TanH. The engine field picks a GPU library and means nothing here. */
public final class TanhConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public TanhConverter() {
    super("TanH", layer -> new Tanh());
  }
}
