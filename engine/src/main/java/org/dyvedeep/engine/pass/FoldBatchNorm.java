package org.dyvedeep.engine.pass;

import java.util.Optional;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.BatchNorm;

/**
 * Folds BatchNorm with stored statistics into the weights and bias of the Convolution,
 * Deconvolution or InnerProduct before it.
 */
public final class FoldBatchNorm implements Pass {
  /** BatchNorm's channels are axis 1, whatever the rank. */
  private static final int CHANNEL_AXIS = 1;

  @Override
  public Graph apply(Graph graph) {
    return Fusion.apply(graph, FoldBatchNorm::merge);
  }

  private static Optional<Node> merge(Node producer, Node consumer) {
    if (!(consumer.operation() instanceof BatchNorm norm)
        || !norm.globalStats()
        || LinearLayer.channelAxis(producer) != CHANNEL_AXIS
        || !ChannelAffine.dense(producer)
        || !ChannelAffine.dense(consumer)) {
      return Optional.empty();
    }
    return affine(norm, consumer).foldInto(producer);
  }

  private static ChannelAffine affine(BatchNorm norm, Node node) {
    float[] mean = node.weights().get(0).values();
    float[] variance = node.weights().get(1).values();
    float stored = node.weights().get(2).values()[0];
    // Caffe's rule: a stored factor of 0 makes mean and variance 0.
    double unit = stored == 0 ? 0 : 1.0 / stored;
    double[] factor = new double[mean.length];
    double[] term = new double[mean.length];
    for (int c = 0; c < mean.length; c++) {
      factor[c] = 1 / Math.sqrt(variance[c] * unit + norm.eps());
      term[c] = -mean[c] * unit * factor[c];
    }
    return new ChannelAffine(factor, term);
  }
}
