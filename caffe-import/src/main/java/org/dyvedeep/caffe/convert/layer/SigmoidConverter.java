package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.engine.op.Sigmoid;

/** Sigmoid. The engine field picks a GPU library and means nothing here. */
public final class SigmoidConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public SigmoidConverter() {
    super("Sigmoid", layer -> new Sigmoid());
  }
}
