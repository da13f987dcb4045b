package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.SpatialPyramidPooling;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/** The meaning of {@link SpatialPyramidPooling}: within an item, level after level. */
final class ReferenceSpatialPyramidPooling implements ReferenceOperator<SpatialPyramidPooling> {
  @Override
  public void run(
      SpatialPyramidPooling operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    Shape shape = inputs[0].shape();
    int to = outputs[0].offset();
    for (int item = 0; item < shape.dim(0); item++) {
      for (int level = 0; level < operation.height(); level++) {
        for (int c = 0; c < shape.dim(1); c++) {
          int plane = inputs[0].offset() + (item * shape.dim(1) + c) * shape.count(2);
          to = pool(operation, 1 << level, inputs[0], plane, outputs[0].array(), to);
        }
      }
    }
  }

  /** Pools one plane to at most bins x bins values; returns where the next one goes. */
  private static int pool(
      SpatialPyramidPooling operation, int bins, Tensor input, int plane, float[] y, int to) {
    int height = input.shape().dim(2);
    int width = input.shape().dim(3);
    int rows = SpatialPyramidPooling.kernel(bins, height);
    int padRows = SpatialPyramidPooling.pad(bins, height);
    int columns = SpatialPyramidPooling.kernel(bins, width);
    int padColumns = SpatialPyramidPooling.pad(bins, width);
    int next = to;
    for (int top = -padRows; top < height; top += rows) {
      for (int left = -padColumns; left < width; left += columns) {
        y[next++] =
            PoolingWindow.value(
                operation.method(),
                input.array(),
                plane,
                height,
                width,
                top,
                rows,
                padRows,
                left,
                columns,
                padColumns);
      }
    }
    return next;
  }
}
