package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.engine.op.Swish;

/** Swish: x * sigmoid(beta * x). */
public final class SwishConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public SwishConverter() {
    super("Swish", layer -> new Swish(layer.getSwishParam().getBeta()));
  }
}
