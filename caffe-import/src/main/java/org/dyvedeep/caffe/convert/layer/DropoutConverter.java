package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.engine.op.Identity;

/** Dropout: the identity at phase TEST, because Caffe scales while it trains. */
public final class DropoutConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public DropoutConverter() {
    super("Dropout", layer -> new Identity());
  }
}
