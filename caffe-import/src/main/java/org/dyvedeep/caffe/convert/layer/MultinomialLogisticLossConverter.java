package org.dyvedeep.caffe.convert.layer;

/** MultinomialLogisticLoss: left out. */
public final class MultinomialLogisticLossConverter extends LossConverter {
  /** For the ServiceLoader. */
  public MultinomialLogisticLossConverter() {
    super("MultinomialLogisticLoss");
  }
}
