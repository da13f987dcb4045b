package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.proto.BatchNormParameter;
import org.dyvedeep.engine.op.BatchNorm;

/**
 * BatchNorm: eps and use_global_stats, which is true at phase TEST unless the file says otherwise.
 * The moving average is for training.
 */
public final class BatchNormConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public BatchNormConverter() {
    super("BatchNorm", layer -> batchNorm(layer.getBatchNormParam()));
  }

  private static BatchNorm batchNorm(BatchNormParameter norm) {
    boolean global = !norm.hasUseGlobalStats() || norm.getUseGlobalStats();
    return new BatchNorm(norm.getEps(), global);
  }
}
