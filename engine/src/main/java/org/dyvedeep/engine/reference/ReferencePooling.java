package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * The meaning of {@link Pooling}. A window that lies beyond the input altogether (possible when the
 * stride exceeds the kernel) gives what Caffe's formulas give: the lowest float for MAX, and for
 * AVE zero, or NaN where its clipped size is 0.
 */
final class ReferencePooling implements ReferenceOperator<Pooling> {
  /** Clipped to the plane, it is the window of global pooling. */
  private static final Window WHOLE = Window.of(Integer.MAX_VALUE, 1, 0);

  @Override
  public void run(Pooling operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    Shape in = inputs[0].shape();
    Shape out = outputs[0].shape();
    Window rows = operation.global() ? WHOLE : operation.height();
    Window columns = operation.global() ? WHOLE : operation.width();
    int planes = in.count(0, 2);
    int plane = inputs[0].offset();
    int to = 0;
    for (int i = 0; i < planes; i++) {
      for (int y = 0; y < out.dim(2); y++) {
        int top = y * rows.stride() - rows.pad();
        if (operation.mask()) {
          markRow(inputs[0], plane, top, rows, columns, outputs[1], to);
        }
        poolRow(operation.method(), inputs[0], plane, top, rows, columns, outputs[0], to);
        to += out.dim(3);
      }
      plane += in.count(2);
    }
  }

  private static void poolRow(
      Pooling.Method method,
      Tensor input,
      int plane,
      int top,
      Window rows,
      Window columns,
      Tensor output,
      int to) {
    float[] x = input.array();
    float[] y = output.array();
    int height = input.shape().dim(2);
    int width = input.shape().dim(3);
    int count = output.shape().dim(3);
    int at = output.offset() + to;
    int left = -columns.pad();
    for (int i = 0; i < count; i++) {
      y[at + i] =
          PoolingWindow.value(
              method,
              x,
              plane,
              height,
              width,
              top,
              rows.kernel(),
              rows.pad(),
              left,
              columns.kernel(),
              columns.pad());
      left += columns.stride();
    }
  }

  private static void markRow(
      Tensor input, int plane, int top, Window rows, Window columns, Tensor output, int to) {
    int height = input.shape().dim(2);
    int width = input.shape().dim(3);
    int count = output.shape().dim(3);
    for (int i = 0; i < count; i++) {
      int left = i * columns.stride() - columns.pad();
      output.array()[output.offset() + to + i] =
          PoolingWindow.position(
              input.array(), plane, height, width, top, rows.kernel(), left, columns.kernel());
    }
  }
}
