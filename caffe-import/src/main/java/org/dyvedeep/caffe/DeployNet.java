package org.dyvedeep.caffe;

import java.util.List;
import org.dyvedeep.caffe.proto.NetParameter;

/**
 * A network as the importer understood it, in Caffe's own words: what is left for inference, in the
 * current generation's spelling, so that it can be handed to native Caffe.
 *
 * @param net Input layers and the layers that take part; no weights, and none of the fields that
 *     only training or a GPU library reads
 * @param learned where in the graph the learned blobs of its layers are, in the order of the layers
 *     and of their blobs
 */
public record DeployNet(NetParameter net, List<LearnedBlob> learned) {
  /** Copies the list. */
  public DeployNet {
    learned = List.copyOf(learned);
  }

  /**
   * Where one learned blob is.
   *
   * @param layer the layer's name
   * @param index the blob's number in its layer
   * @param node the number of the graph's node that holds it
   * @param weight its number among that node's weights
   */
  public record LearnedBlob(String layer, int index, int node, int weight) {}
}
