package org.dyvedeep.caffe.upgrade;

import org.dyvedeep.caffe.proto.NetParameter;

/** One change from an old spelling to a newer one. */
interface UpgradeStep {

  /** Whether the network holds what this step replaces. */
  boolean needed(NetParameter net);

  /**
   * The network with it replaced.
   *
   * @throws org.dyvedeep.caffe.ModelImportException if the old spelling contradicts itself
   */
  NetParameter apply(NetParameter net, UpgradeLog log);
}
