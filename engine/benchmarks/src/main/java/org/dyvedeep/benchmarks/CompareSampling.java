package org.dyvedeep.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.PixelNeighbours;
import org.dyvedeep.engine.kernel.SampledConvolution;
import org.dyvedeep.engine.kernel.SampledConvolution.Rectifier;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;

/**
 * Prints for each convolution of some nets what sampling a checkerboard gains over the direct
 * kernel on one thread, when a given part of the other pixels is computed after all, and what part
 * of the gain is reached that skipped products alone would give; timed in turns. Arguments: seconds
 * a layer and part, then {@code alexnet}, {@code vgg16} and the like.
 */
public final class CompareSampling {
  private static final double[] KEPT = {0, 0.25, 0.5, 1};

  private CompareSampling() {}

  /** Runs the comparison. */
  public static void main(String[] args) {
    double seconds = Double.parseDouble(args[0]);
    print("kernels: %s; medians of thread time%n", KernelLookup.best().description());
    print("%-18s %9s", "layer", "direct ms");
    for (double kept : KEPT) {
      print("  %4.0f%% kept of ideal", 100 * kept);
    }
    print("%n");
    for (int i = 1; i < args.length; i++) {
      for (LayerShape shape : LayerShape.ofNet(args[i])) {
        if (!shape.fullyConnected()) {
          compare(args[i] + ":" + shape.name(), shape, seconds);
        }
      }
    }
  }

  private static void compare(String name, LayerShape shape, double seconds) {
    float[] weights = Layer.weights(shape);
    Layer dense = new Layer(KernelLookup.best(), shape, weights, 1);
    Runnable[] pieces = new Runnable[KEPT.length + 1];
    pieces[0] = dense::run;
    for (int i = 0; i < KEPT.length; i++) {
      pieces[i + 1] = sampled(KernelLookup.best(), shape, weights, KEPT[i]);
    }
    double[] t = Interleaved.medians(seconds, pieces);
    print("%-18s %9.4f", name, t[0] * 1e3);
    for (int i = 0; i < KEPT.length; i++) {
      double gain = t[0] / t[i + 1];
      print("  %8.2fx %7.0f%%", gain, 100 * gain * computed(shape, KEPT[i]));
    }
    print("%n");
  }

  private static double computed(LayerShape shape, double kept) {
    double grid = onGrid(shape).length / (double) shape.positions();
    return grid + kept * (1 - grid);
  }

  private static int[] onGrid(LayerShape shape) {
    return IntStream.range(0, shape.positions()).filter(p -> even(shape, p)).toArray();
  }

  private static boolean even(LayerShape shape, int pixel) {
    return (pixel / shape.outWidth() + pixel % shape.outWidth()) % 2 == 0;
  }

  private static Runnable sampled(Kernels kernels, LayerShape shape, float[] weights, double kept) {
    ConvolutionShape convolution = shape.convolution();
    SampledConvolution layer =
        new SampledConvolution(
            kernels,
            convolution,
            weights,
            Data.random(shape.outputs(), 2),
            Rectifier.BEFORE_DECISIONS,
            onGrid(shape),
            neighbours(shape, convolution, kept));
    float[] x = Data.random(convolution.in().imageFloats(), 3);
    float[] y = new float[convolution.out().imageFloats()];
    int[] list = new int[layer.rest()];
    int[] in = new int[layer.listLength()];
    int[] out = new int[layer.listLength()];
    return () -> {
      layer.runGrid(x, 0, y, 0, 0, layer.strips(), 0, layer.gridTiles());
      int count = layer.decide(y, 0, 0, layer.rest(), list, 0);
      layer.list(list, 0, count, in, out, 0);
      int tiles = layer.completeTiles(in, out, count);
      layer.runListed(x, 0, y, 0, 0, layer.strips(), in, out, 0, tiles);
    };
  }

  /** A neighbour that is repeated has no spread; two of random values have. */
  private static PixelNeighbours neighbours(
      LayerShape shape, ConvolutionShape convolution, double kept) {
    int[] rest = IntStream.range(0, shape.positions()).filter(p -> !even(shape, p)).toArray();
    int[] neighbours = new int[rest.length * PixelNeighbours.NEIGHBOURS];
    float[] shares = new float[neighbours.length];
    SplittableRandom random = new SplittableRandom(5);
    double[] chance = random.doubles(rest.length).toArray();
    int[] grid = onGrid(shape);
    for (int i = 0; i < neighbours.length; i++) {
      int pixel = i / PixelNeighbours.NEIGHBOURS;
      boolean varied = chance[pixel] < kept;
      neighbours[i] = grid[(pixel + (varied ? i % PixelNeighbours.NEIGHBOURS : 0)) % grid.length];
      shares[i] = 1f / PixelNeighbours.NEIGHBOURS;
    }
    float[] maxSpread = new float[shape.outputs()];
    Arrays.fill(maxSpread, Float.MIN_NORMAL);
    float[] never = new float[shape.outputs()];
    Arrays.fill(never, Float.NEGATIVE_INFINITY);
    return new PixelNeighbours(convolution.out(), rest, neighbours, shares, maxSpread, never);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
