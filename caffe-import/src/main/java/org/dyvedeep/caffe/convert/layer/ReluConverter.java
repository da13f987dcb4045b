package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.engine.op.Relu;

/** ReLU: negative_slope. The engine field picks a GPU library and means nothing here. */
public final class ReluConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public ReluConverter() {
    super("ReLU", layer -> new Relu(layer.getReluParam().getNegativeSlope()));
  }
}
