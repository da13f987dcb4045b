package org.dyvedeep.caffe.upgrade;

import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;

/**
 * BatchNorm layers used to need three {@code param} entries with a learning rate of zero; now the
 * layer sees to that itself and the entries are removed.
 */
final class BatchNormParams implements UpgradeStep {
  private static final int BLOBS = 3;

  @Override
  public boolean needed(NetParameter net) {
    return net.getLayerList().stream().anyMatch(BatchNormParams::needed);
  }

  private static boolean needed(LayerParameter layer) {
    return layer.getType().equals("BatchNorm") && layer.getParamCount() == BLOBS;
  }

  @Override
  public NetParameter apply(NetParameter net, UpgradeLog log) {
    NetParameter.Builder upgraded = net.toBuilder();
    for (LayerParameter.Builder layer : upgraded.getLayerBuilderList()) {
      if (needed(layer.build())) {
        layer.clearParam();
        log.changed(layer.getName(), "param", "the three param entries of BatchNorm were removed");
      }
    }
    return upgraded.build();
  }
}
