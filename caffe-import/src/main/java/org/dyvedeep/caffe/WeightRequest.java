package org.dyvedeep.caffe;

import java.util.List;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.tensor.Shape;

/**
 * One learned blob that a network asks for.
 *
 * @param layer the layer's name, which is how Caffe matches weights
 * @param type Caffe's type of the layer
 * @param operation what the layer computes
 * @param inputs shapes of the layer's inputs
 * @param index the blob's number in its layer: for most types 0 is the weight, 1 the bias
 * @param shape the shape that is needed
 * @param last whether the layer is the last one with weights
 */
public record WeightRequest(
    String layer,
    String type,
    Operation operation,
    List<Shape> inputs,
    int index,
    Shape shape,
    boolean last) {
  /** Copies the list. */
  public WeightRequest {
    inputs = List.copyOf(inputs);
  }
}
