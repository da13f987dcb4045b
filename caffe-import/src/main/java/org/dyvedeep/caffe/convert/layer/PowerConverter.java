package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.proto.PowerParameter;
import org.dyvedeep.engine.op.Power;

/** Power: (shift + scale * x) ^ power. */
public final class PowerConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public PowerConverter() {
    super("Power", layer -> power(layer.getPowerParam()));
  }

  private static Power power(PowerParameter power) {
    return new Power(power.getPower(), power.getScale(), power.getShift());
  }
}
