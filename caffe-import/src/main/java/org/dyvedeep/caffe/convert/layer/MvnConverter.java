package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.proto.MVNParameter;
import org.dyvedeep.engine.op.Mvn;

/** MVN: normalize_variance, across_channels and eps. */
public final class MvnConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public MvnConverter() {
    super("MVN", layer -> mvn(layer.getMvnParam()));
  }

  private static Mvn mvn(MVNParameter mvn) {
    return new Mvn(mvn.getNormalizeVariance(), mvn.getAcrossChannels(), mvn.getEps());
  }
}
