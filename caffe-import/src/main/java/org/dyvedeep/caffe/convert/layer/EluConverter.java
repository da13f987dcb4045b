package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.engine.op.Elu;

/** ELU: alpha. */
public final class EluConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public EluConverter() {
    super("ELU", layer -> new Elu(layer.getEluParam().getAlpha()));
  }
}
