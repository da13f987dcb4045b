package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.BatchNorm;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * The meaning of {@link BatchNorm}. The deviation is rounded to float before the division, as in
 * Caffe; statistics of the batch at hand are summed in double.
 */
final class ReferenceBatchNorm implements ReferenceOperator<BatchNorm> {
  @Override
  public void run(BatchNorm operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    Tensor input = inputs[0];
    Shape shape = input.shape();
    int channels = BatchNorm.channels(shape);
    int items = shape.dim(0);
    int plane = shape.size() / items / channels;
    for (int c = 0; c < channels; c++) {
      float mean;
      float variance;
      if (operation.globalStats()) {
        float factor = weights[2][0] == 0 ? 0 : 1 / weights[2][0];
        mean = factor * weights[0][c];
        variance = factor * weights[1][c];
      } else {
        double count = (double) items * plane;
        mean = (float) (sum(input, c, channels, plane) / count);
        variance = (float) (sumOfSquares(input, c, channels, plane, mean) / count);
      }
      float deviation = (float) Math.sqrt(variance + operation.eps());
      normalize(input, outputs[0], c, channels, plane, mean, deviation);
    }
  }

  private static double sum(Tensor input, int channel, int channels, int plane) {
    float[] x = input.array();
    int end = input.offset() + input.size();
    double sum = 0;
    for (int i = input.offset() + channel * plane; i < end; i += channels * plane) {
      for (int j = i; j < i + plane; j++) {
        sum += x[j];
      }
    }
    return sum;
  }

  private static double sumOfSquares(
      Tensor input, int channel, int channels, int plane, float mean) {
    float[] x = input.array();
    int end = input.offset() + input.size();
    double sum = 0;
    for (int i = input.offset() + channel * plane; i < end; i += channels * plane) {
      for (int j = i; j < i + plane; j++) {
        double distance = x[j] - mean;
        sum += distance * distance;
      }
    }
    return sum;
  }

  private static void normalize(
      Tensor input,
      Tensor output,
      int channel,
      int channels,
      int plane,
      float mean,
      float deviation) {
    float[] x = input.array();
    float[] y = output.array();
    for (int i = channel * plane; i < input.size(); i += channels * plane) {
      int from = input.offset() + i;
      int to = output.offset() + i;
      for (int j = 0; j < plane; j++) {
        y[to + j] = (x[from + j] - mean) / deviation;
      }
    }
  }
}
