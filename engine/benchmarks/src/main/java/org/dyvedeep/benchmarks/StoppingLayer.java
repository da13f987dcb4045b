package org.dyvedeep.benchmarks;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.ElementFunction;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.TerminatedConvolution;
import org.dyvedeep.engine.kernel.TerminationRule;
import org.dyvedeep.engine.kernel.layout.CacheLines;

/**
 * A convolution over random data of which a given share of the stretches of 16 positions stops at
 * one check, each output's products in an order of its own.
 */
final class StoppingLayer {
  private static final int FIRST = CacheLines.FIRST;
  private static final int PIXELS = TerminatedConvolution.STRETCH;

  private final LayerShape shape;
  private final TerminatedConvolution kernel;
  private final int after;
  private final double stopped;
  private final float[] x;
  private final float[] y;
  private final float[] planes;
  private final TerminatedConvolution.Room room;

  /**
   * Picks thresholds.
   *
   * @param fraction of the products stand before the check
   * @param stopped share of the stretches that stop
   */
  StoppingLayer(
      Kernels kernels, LayerShape shape, float[] weights, double fraction, double stopped) {
    this.shape = shape;
    this.stopped = stopped;
    after = (int) Math.ceil(fraction * shape.taps());
    ConvolutionShape convolution = shape.convolution();
    int[][] orders = new int[shape.outputs()][];
    Arrays.setAll(orders, o -> byMagnitude(weights, o * shape.taps()));
    float[] values = Data.random(shape.channels() * shape.height() * shape.width(), 3);
    x = new float[FIRST + convolution.in().imageFloats()];
    for (int i = 0; i < values.length; i++) {
      int row = i / shape.width() % shape.height();
      int channel = i / shape.width() / shape.height();
      x[FIRST + convolution.in().offset(channel, row, i % shape.width())] = values[i];
    }
    float[][] below = new float[1][shape.outputs()];
    for (int o = 0; o < shape.outputs(); o++) {
      below[0][o] = threshold(values, weights, o, orders[o]);
    }
    float[][] above = new float[1][shape.outputs()];
    Arrays.fill(above[0], Float.POSITIVE_INFINITY);
    TerminationRule rule =
        new TerminationRule(PIXELS, orders, new int[] {after}, below, above, 0, 0);
    ElementFunction relu = new ElementFunction(ElementFunction.Kind.RECTIFIER, 0, 0);
    kernel = new TerminatedConvolution(kernels, convolution, weights, null, relu, rule);
    y = new float[FIRST + convolution.out().imageFloats()];
    planes = new float[FIRST + kernel.planeFloats()];
    room = new TerminatedConvolution.Room(kernel.stretches());
  }

  private int[] byMagnitude(float[] weights, int first) {
    return IntStream.range(0, shape.taps())
        .boxed()
        .sorted((a, b) -> Float.compare(Math.abs(weights[first + b]), Math.abs(weights[first + a])))
        .mapToInt(i -> i)
        .toArray();
  }

  /** What the greatest partial sums of so many of an output's stretches are below. */
  private float threshold(float[] values, float[] weights, int o, int[] order) {
    int perRow = (shape.outWidth() + PIXELS - 1) / PIXELS;
    float[] greatest = new float[perRow * shape.outHeight()];
    Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
    for (int position = 0; position < shape.positions(); position++) {
      int row = position / shape.outWidth();
      int column = position % shape.outWidth();
      float sum = partialSum(values, weights, o, order, row, column);
      int stretch = row * perRow + column / PIXELS;
      greatest[stretch] = Math.max(greatest[stretch], sum);
    }
    Arrays.sort(greatest);
    int count = (int) Math.round(stopped * greatest.length);
    return count == greatest.length ? Float.MAX_VALUE : greatest[count];
  }

  private float partialSum(
      float[] values, float[] weights, int o, int[] order, int row, int column) {
    int window = shape.kernel() * shape.kernel();
    int first = o / (shape.outputs() / shape.group()) * (shape.channels() / shape.group());
    float sum = 0;
    for (int i = 0; i < after; i++) {
      int channel = first + order[i] / window;
      int ky = order[i] % window / shape.kernel();
      int iy = row * shape.stride() - shape.pad() + ky * shape.dilation();
      int kx = order[i] % shape.kernel();
      int ix = column * shape.stride() - shape.pad() + kx * shape.dilation();
      if (iy >= 0 && iy < shape.height() && ix >= 0 && ix < shape.width()) {
        float value = values[(channel * shape.height() + iy) * shape.width() + ix];
        sum += value * weights[o * shape.taps() + order[i]];
      }
    }
    return sum;
  }

  /** Products of positions in stretches that go on, and of all positions before the check. */
  double executedFlops() {
    double share = (double) after / shape.taps();
    return shape.flops() * (share + (1 - share) * (1 - stopped));
  }

  /** The copy to planes alone. */
  void fill() {
    kernel.fill(x, FIRST, planes, FIRST, 0, shape.channels());
  }

  /** The whole layer. */
  float[] run() {
    fill();
    kernel.run(planes, FIRST, y, FIRST, 0, kernel.outputs(), 0, kernel.stretches(), room);
    return y;
  }
}
