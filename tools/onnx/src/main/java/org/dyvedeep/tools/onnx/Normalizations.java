package org.dyvedeep.tools.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.dyvedeep.engine.op.BatchNorm;
import org.dyvedeep.engine.op.Lrn;
import org.dyvedeep.engine.op.Mvn;
import org.dyvedeep.engine.op.Softmax;
import org.dyvedeep.engine.tensor.Shape;

/** Layers that divide by something computed of the input. */
final class Normalizations {
  private Normalizations() {}

  static void softmax(Layer layer, Softmax operation) {
    int axis = layer.inputShape(0).canonicalAxis(operation.axis());
    layer.output(0, layer.step("Softmax", layer.input(0)).set("axis", axis).result());
  }

  static void lrn(Layer layer, Lrn operation) {
    String x = layer.input(0);
    if (operation.region() == Lrn.Region.WITHIN_CHANNEL) {
      layer.output(0, lrnWithinChannel(layer, operation, x));
      return;
    }
    layer.output(
        0,
        layer
            .step("LRN", x)
            .set("size", operation.localSize())
            .set("alpha", operation.alpha())
            .set("beta", operation.beta())
            .set("bias", operation.k())
            .result());
  }

  /** ONNX's LRN is across channels only. */
  private static String lrnWithinChannel(Layer layer, Lrn operation, String x) {
    long size = operation.localSize();
    long reach = size / 2;
    String average =
        layer
            .step("AveragePool", layer.apply("Mul", x, x))
            .set("kernel_shape", new long[] {size, size})
            .set("pads", new long[] {reach, reach, reach, reach})
            .set("count_include_pad", 1)
            .result();
    String scale = Activations.affine(layer, operation.alpha(), 1, average);
    return layer.apply("Div", x, layer.apply("Pow", scale, layer.number(operation.beta())));
  }

  static void mvn(Layer layer, Mvn operation) {
    // Caffe's output always has four axes.
    Shape shape = layer.outputShape(0);
    String x = layer.input(0);
    x = layer.inputShape(0).equals(shape) ? x : layer.reshape(x, shape);
    long[] axes = Longs.range(operation.acrossChannels() ? 1 : 2, 4);
    String centred = layer.apply("Sub", x, mean(layer, x, axes));
    if (!operation.normalizeVariance()) {
      layer.output(0, centred);
      return;
    }
    String deviation = layer.apply("Sqrt", meanOfSquares(layer, centred, axes));
    String divisor = layer.apply("Add", deviation, layer.number(operation.eps()));
    layer.output(0, layer.apply("Div", centred, divisor));
  }

  static void batchNorm(Layer layer, BatchNorm operation) {
    if (operation.globalStats()) {
      layer.output(0, storedStatistics(layer, operation));
      return;
    }
    int rank = layer.inputShape(0).rank();
    long[] axes =
        rank == 1
            ? new long[] {0}
            : IntStream.range(0, rank).filter(axis -> axis != 1).asLongStream().toArray();
    String x = layer.input(0);
    String centred = layer.apply("Sub", x, mean(layer, x, axes));
    String variance = meanOfSquares(layer, centred, axes);
    String sum = layer.apply("Add", variance, layer.number(operation.eps()));
    layer.output(0, layer.apply("Div", centred, layer.apply("Sqrt", sum)));
  }

  /**
   * As Caffe does it: the mean is subtracted first. ONNX's BatchNormalization may multiply first,
   * which loses digits where the mean is large; and one of its readers ends the process when the
   * input has a single axis. Readers merge a sum and a product into a convolution just as well.
   */
  private static String storedStatistics(Layer layer, BatchNorm operation) {
    float factor = layer.weightValues(2)[0];
    float inverse = factor == 0 ? 0 : 1 / factor;
    float[] shifts = layer.weightValues(0).clone();
    float[] scales = layer.weightValues(1).clone();
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = -(shifts[i] * inverse);
      scales[i] = (float) (1 / Math.sqrt(scales[i] * inverse + operation.eps()));
    }
    int[] dims = perChannel(layer.inputShape(0).rank(), shifts.length);
    String centred = layer.apply("Add", layer.input(0), layer.floats(dims, shifts));
    return layer.apply("Mul", centred, layer.floats(dims, scales));
  }

  /** A shape that ONNX, which aligns shapes at their ends, spreads over all but the channels. */
  static int[] perChannel(int rank, int channels) {
    int[] dims = new int[Math.max(1, rank - 1)];
    Arrays.fill(dims, 1);
    dims[0] = channels;
    return dims;
  }

  private static String mean(Layer layer, String x, long[] axes) {
    return layer.step("ReduceMean", x).set("axes", axes).set("keepdims", 1).result();
  }

  private static String meanOfSquares(Layer layer, String x, long[] axes) {
    return mean(layer, layer.apply("Mul", x, x), axes);
  }
}
