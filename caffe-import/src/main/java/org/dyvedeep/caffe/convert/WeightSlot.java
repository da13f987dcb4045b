package org.dyvedeep.caffe.convert;

import java.util.List;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Where weights go.
 *
 * @param node the node's number in the graph
 * @param layer the layer
 * @param operation what the node computes
 * @param inputs the shapes it reads
 * @param firstBlob number of the layer's first blob that belongs to the node
 */
public record WeightSlot(
    int node, LayerParameter layer, Operation operation, List<Shape> inputs, int firstBlob) {
  /** Copies the list. */
  public WeightSlot {
    inputs = List.copyOf(inputs);
  }

  /** The shapes of the node's blobs. */
  public List<Shape> shapes() {
    return operation.weightShapes(inputs);
  }
}
