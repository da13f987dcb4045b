package org.dyvedeep.caffe.convert.layer;

/** SigmoidCrossEntropyLoss: left out; Sigmoid remains where the scores are the network's end. */
public final class SigmoidCrossEntropyLossConverter extends LossConverter {
  /** For the ServiceLoader. */
  public SigmoidCrossEntropyLossConverter() {
    super("SigmoidCrossEntropyLoss", "Sigmoid");
  }
}
