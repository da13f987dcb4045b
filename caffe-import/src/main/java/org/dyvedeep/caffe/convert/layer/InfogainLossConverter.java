package org.dyvedeep.caffe.convert.layer;

/** InfogainLoss: left out. */
public final class InfogainLossConverter extends LossConverter {
  /** For the ServiceLoader. */
  public InfogainLossConverter() {
    super("InfogainLoss");
  }
}
