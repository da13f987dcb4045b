package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.engine.op.PRelu;

/** PReLU: channel_shared. The filler is for training. */
public final class PReluConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public PReluConverter() {
    super("PReLU", layer -> new PRelu(layer.getPreluParam().getChannelShared()));
  }
}
