package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.engine.op.Threshold;

/** Threshold: 1 above the threshold, 0 elsewhere. */
public final class ThresholdConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public ThresholdConverter() {
    super("Threshold", layer -> new Threshold(layer.getThresholdParam().getThreshold()));
  }
}
