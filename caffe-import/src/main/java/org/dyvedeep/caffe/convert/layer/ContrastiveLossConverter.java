package org.dyvedeep.caffe.convert.layer;

/** ContrastiveLoss: left out. */
public final class ContrastiveLossConverter extends LossConverter {
  /** For the ServiceLoader. */
  public ContrastiveLossConverter() {
    super("ContrastiveLoss");
  }
}
