package org.dyvedeep.engine.reference;

import java.util.Arrays;
import java.util.List;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * The meaning of {@link Convolution}. Over up to two spatial axes, sums are double, in the order of
 * the weights, and rounded once: BLAS leaves the order of its float sums open, and this is what
 * they all approximate. Over more axes each output is a sum of floats, one for each channel and row
 * of taps.
 */
final class ReferenceConvolution implements ReferenceOperator<Convolution> {
  private static final Window POINT = Window.of(1, 1, 0);

  @Override
  public void run(Convolution operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    Tensor input = inputs[0];
    Tensor output = outputs[0];
    int axis = input.shape().canonicalAxis(operation.axis());
    int items = input.shape().count(0, axis);
    int channels = input.shape().dim(axis) / operation.group();
    int outputsPerGroup = operation.outputs() / operation.group();
    for (int item = 0; item < items; item++) {
      for (int o = 0; o < operation.outputs(); o++) {
        int group = o / outputsPerGroup;
        int first = (item * operation.group() + group) * channels;
        int plane = item * operation.outputs() + o;
        float bias = operation.bias() ? weights[1][o] : 0;
        if (operation.windows().size() <= 2) {
          convolve(operation, input, first, channels, weights[0], o, bias, output, plane);
        } else {
          fill(output, axis, plane, bias);
          addPlanes(operation, axis, input, first, channels, weights[0], o, output, plane);
        }
      }
    }
    ReferenceOperators.activate(operation.activation(), outputs, weights);
  }

  /** Sets one plane (the elements of one item and channel) to a value. */
  static void fill(Tensor tensor, int axis, int plane, float value) {
    int size = tensor.shape().count(axis + 1);
    int start = tensor.offset() + plane * size;
    Arrays.fill(tensor.array(), start, start + size, value);
  }

  private static void addPlanes(
      Convolution operation,
      int axis,
      Tensor input,
      int firstPlane,
      int channels,
      float[] weight,
      int o,
      Tensor output,
      int plane) {
    for (int c = 0; c < channels; c++) {
      int kernel = o * channels + c;
      SpatialTaps.gather(
          operation.windows(), axis, input, firstPlane + c, weight, kernel, output, plane);
    }
  }

  private static void convolve(
      Convolution operation,
      Tensor input,
      int firstPlane,
      int channels,
      float[] weight,
      int o,
      float bias,
      Tensor output,
      int plane) {
    List<Window> windows = operation.windows();
    Window columns = windows.isEmpty() ? POINT : windows.get(windows.size() - 1);
    Window rows = windows.size() < 2 ? POINT : windows.get(0);
    int height = windows.size() < 2 ? 1 : output.shape().dim(-2);
    int width = windows.isEmpty() ? 1 : output.shape().dim(-1);
    int inputHeight = windows.size() < 2 ? 1 : input.shape().dim(-2);
    int inputWidth = windows.isEmpty() ? 1 : input.shape().dim(-1);
    int from = input.offset() + firstPlane * inputHeight * inputWidth;
    int to = output.offset() + plane * height * width;
    int firstWeight = o * channels * rows.kernel() * columns.kernel();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double sum =
            dot(
                input.array(),
                from,
                channels,
                inputHeight,
                inputWidth,
                weight,
                firstWeight,
                rows,
                Taps.start(rows, y),
                columns,
                Taps.start(columns, x));
        output.array()[to + y * width + x] = (float) (sum + bias);
      }
    }
  }

  private static double dot(
      float[] x,
      int from,
      int channels,
      int height,
      int width,
      float[] weight,
      int firstWeight,
      Window rows,
      long top,
      Window columns,
      long left) {
    int firstRow = Taps.first(rows, top);
    int endRow = Taps.end(rows, top, height);
    int firstColumn = Taps.first(columns, left);
    int taps = Taps.end(columns, left, width) - firstColumn;
    int step = columns.dilation();
    int corner = from + (int) (left + (long) firstColumn * step);
    if (endRow - firstRow == 1 && taps == 1) {
      int place = corner + (int) (top + (long) firstRow * rows.dilation()) * width;
      int tap = firstWeight + firstRow * columns.kernel() + firstColumn;
      int kernel = rows.kernel() * columns.kernel();
      return pointwise(x, place, height * width, weight, tap, kernel, channels);
    }
    double sum = 0;
    for (int c = 0; c < channels; c++) {
      for (int ky = firstRow; ky < endRow; ky++) {
        int row = corner + (c * height + (int) (top + (long) ky * rows.dilation())) * width;
        int tap = firstWeight + (c * rows.kernel() + ky) * columns.kernel() + firstColumn;
        for (int kx = 0; kx < taps; kx++) {
          sum += (double) x[row + kx * step] * weight[tap + kx];
        }
      }
    }
    return sum;
  }

  /** Where one tap meets the data, loops over taps would cost more than the sum itself. */
  private static double pointwise(
      float[] x, int from, int plane, float[] weight, int tap, int kernel, int channels) {
    double sum = 0;
    for (int c = 0; c < channels; c++) {
      sum += (double) x[from + c * plane] * weight[tap + c * kernel];
    }
    return sum;
  }
}
