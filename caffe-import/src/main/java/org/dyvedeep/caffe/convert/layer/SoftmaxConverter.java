package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.engine.op.Softmax;

/** Softmax: axis. The engine field picks a GPU library and means nothing here. */
public final class SoftmaxConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public SoftmaxConverter() {
    super("Softmax", layer -> new Softmax(layer.getSoftmaxParam().getAxis()));
  }
}
