package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;

/** Accuracy: not computed, but kept as a remark with its top_k, axis and ignore_label. */
public final class AccuracyConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public AccuracyConverter() {}

  @Override
  public String type() {
    return "Accuracy";
  }

  @Override
  public Role role() {
    return Role.METRIC;
  }

  @Override
  public void convert(LayerContext layer) {
    throw new IllegalStateException("a measure is not converted");
  }
}
