package org.dyvedeep.caffe.convert.layer;

/** EuclideanLoss: left out. */
public final class EuclideanLossConverter extends LossConverter {
  /** For the ServiceLoader. */
  public EuclideanLossConverter() {
    super("EuclideanLoss");
  }
}
