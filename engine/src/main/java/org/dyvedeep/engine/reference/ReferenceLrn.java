package org.dyvedeep.engine.reference;

import java.util.Arrays;
import org.dyvedeep.engine.op.Lrn;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * The meaning of {@link Lrn}. The output holds the scale first. Across channels, the scale is
 * summed afresh for each channel, in float: Caffe's running sum saves additions, but drifts.
 */
final class ReferenceLrn implements ReferenceOperator<Lrn> {
  @Override
  public void run(Lrn operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    if (operation.region() == Lrn.Region.ACROSS_CHANNELS) {
      scaleAcross(operation, inputs[0], outputs[0]);
    } else {
      scaleWithin(operation, inputs[0], outputs[0]);
    }
    normalize(operation.beta(), inputs[0], outputs[0]);
  }

  private static void scaleAcross(Lrn operation, Tensor input, Tensor output) {
    Shape shape = input.shape();
    int channels = shape.dim(1);
    int plane = shape.count(2);
    float weight = operation.alpha() / operation.localSize();
    int reach = operation.localSize() / 2;
    for (int n = 0; n < shape.dim(0); n++) {
      int first = n * channels;
      for (int c = 0; c < channels; c++) {
        int to = output.offset() + (first + c) * plane;
        Arrays.fill(output.array(), to, to + plane, operation.k());
        int from = Math.max(0, c - reach);
        int end = (int) Math.min(channels, (long) c + reach + 1);
        for (int other = from; other < end; other++) {
          addSquares(weight, input, (first + other) * plane, output.array(), to, plane);
        }
      }
    }
  }

  private static void addSquares(
      float weight, Tensor input, int from, float[] scale, int to, int count) {
    float[] x = input.array();
    int start = input.offset() + from;
    for (int i = 0; i < count; i++) {
      float value = x[start + i];
      scale[to + i] += weight * (value * value);
    }
  }

  private static void scaleWithin(Lrn operation, Tensor input, Tensor output) {
    Shape shape = input.shape();
    int height = shape.dim(2);
    int width = shape.dim(3);
    int reach = operation.localSize() / 2;
    // At a stride of 1 no window is cut off by the end of the padded input: AVE divides by all of
    // it.
    float area = (float) operation.localSize() * operation.localSize();
    int planes = shape.count(0, 2);
    int to = output.offset();
    for (int i = 0; i < planes; i++) {
      int plane = input.offset() + i * height * width;
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          float sum = sumOfSquares(input.array(), plane, height, width, row, column, reach);
          output.array()[to++] = 1 + operation.alpha() * (sum / area);
        }
      }
    }
  }

  private static float sumOfSquares(
      float[] x, int plane, int height, int width, int row, int column, int reach) {
    int endRow = (int) Math.min(height, (long) row + reach + 1);
    int end = (int) Math.min(width, (long) column + reach + 1);
    float sum = 0;
    for (int r = Math.max(0, row - reach); r < endRow; r++) {
      for (int c = Math.max(0, column - reach); c < end; c++) {
        float value = x[plane + r * width + c];
        sum += value * value;
      }
    }
    return sum;
  }

  private static void normalize(float beta, Tensor input, Tensor output) {
    float[] x = input.array();
    float[] y = output.array();
    int from = input.offset();
    int to = output.offset();
    int count = input.size();
    if (beta == 0.75f) {
      // Two square roots are within 2 ulp of the power and many times as fast.
      for (int i = 0; i < count; i++) {
        float root = (float) Math.sqrt(y[to + i]);
        y[to + i] = x[from + i] / (root * (float) Math.sqrt(root));
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      y[to + i] = (float) (x[from + i] * Math.pow(y[to + i], -beta));
    }
  }
}
