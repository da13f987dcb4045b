package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.engine.op.AbsVal;

/** AbsVal: the absolute value. */
public final class AbsValConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public AbsValConverter() {
    super("AbsVal", layer -> new AbsVal());
  }
}
