package org.dyvedeep.caffe.convert.layer;

/** SoftmaxWithLoss: left out; Softmax remains where the scores are the network's end. */
public final class SoftmaxWithLossConverter extends LossConverter {
  /** For the ServiceLoader. */
  public SoftmaxWithLossConverter() {
    super("SoftmaxWithLoss", "Softmax");
  }
}
