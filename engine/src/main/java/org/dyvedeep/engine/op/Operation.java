package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * What a node computes: its kind and hyper-parameters, without weights. Immutable.
 *
 * <p>Shapes are rules of the operation itself, so that they can be applied again when the input's
 * shape changes.
 */
public sealed interface Operation
    permits Activation,
        ArgMax,
        BatchNorm,
        Bias,
        Concat,
        Convolution,
        Crop,
        CustomOperation,
        Deconvolution,
        Eltwise,
        Embed,
        Flatten,
        InnerProduct,
        Lrn,
        Mvn,
        PRelu,
        Pooling,
        Reduction,
        Reshape,
        Scale,
        Silence,
        Slice,
        Softmax,
        Split,
        SpatialPyramidPooling,
        Tile {
  /**
   * The shapes of the outputs for given input shapes.
   *
   * @throws org.dyvedeep.engine.tensor.ShapeException if the operation cannot take these inputs
   */
  List<Shape> outputShapes(List<Shape> inputs);

  /** The shapes of the weights, in the order of Caffe's blobs (weight, then bias). */
  default List<Shape> weightShapes(List<Shape> inputs) {
    return List.of();
  }

  /**
   * Multiply-accumulates of the exact definition, padding positions included: convolutions and
   * inner products only (0 for all others).
   */
  default long macs(List<Shape> inputs) {
    return 0;
  }

  /** Whether the first output may be written over the first input while it is being computed. */
  default boolean inPlace() {
    return false;
  }

  /** Whether the first output has the first input's elements unchanged, under another shape. */
  default boolean view() {
    return false;
  }
}
