package org.dyvedeep.caffe.upgrade;

import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.read.SourceMap;

/** Brings a network of any generation to the current one. */
public final class NetUpgrader {
  private NetUpgrader() {}

  /**
   * Upgrades a network, from text or the structure of a caffemodel.
   *
   * @param file name to use in messages
   * @param positions where the layers stand in the file
   * @param net the network as read
   * @throws org.dyvedeep.caffe.ModelImportException if the file mixes generations or cannot be
   *     upgraded
   */
  public static UpgradedNet upgrade(String file, SourceMap positions, NetParameter net) {
    throw new UnsupportedOperationException(file + positions + net);
  }
}
