package org.dyvedeep.caffe.convert.layer;

/** HingeLoss: left out. */
public final class HingeLossConverter extends LossConverter {
  /** For the ServiceLoader. */
  public HingeLossConverter() {
    super("HingeLoss");
  }
}
