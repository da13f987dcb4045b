package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.engine.op.Bnll;

/** BNLL: log(1 + exp(x)). */
public final class BnllConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public BnllConverter() {
    super("BNLL", layer -> new Bnll());
  }
}
