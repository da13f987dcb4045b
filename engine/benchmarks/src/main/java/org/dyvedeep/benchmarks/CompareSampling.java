package org.dyvedeep.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.PatchNeighbours;
import org.dyvedeep.engine.kernel.PixelNeighbours;
import org.dyvedeep.engine.kernel.SampledConvolution;
import org.dyvedeep.engine.kernel.SampledConvolution.Rectifier;
import org.dyvedeep.engine.kernel.SampledPatches;
import org.dyvedeep.engine.kernel.WinogradConvolution;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;

/**
 * Prints for each convolution of some nets what sampling gains over the fastest dense way, direct
 * or by Winograd's algorithm, on one thread: a checkerboard of pixels, and one of patches of 2x2,
 * when a given part of the others is computed after all; timed in turns. The last column is how
 * near the products of the patches on the grid, with all else of the run, come to the core's peak.
 * Arguments: seconds a layer, then {@code alexnet}, {@code vgg16} and the like.
 */
public final class CompareSampling {
  private static final double[] KEPT = {0, 0.25, 0.5, 1};
  private static final int[] SIDES = {2, 4};

  private CompareSampling() {}

  /** Runs the comparison. */
  public static void main(String[] args) {
    double seconds = Double.parseDouble(args[0]);
    float[] sink = new float[1];
    double peak = Peak.FLOPS / Interleaved.medians(seconds, () -> sink[0] += Peak.run())[0];
    print("kernels: %s; medians of thread time%n", KernelLookup.best().description());
    print("%-18s %9s %6s", "layer", "dense ms", "way");
    for (String way : List.of("pixels", "patches")) {
      for (double kept : KEPT) {
        print(" %11s", String.format(Locale.ROOT, "%s %.0f%%", way, 100 * kept));
      }
    }
    print(" %7s%n", "of peak");
    for (int i = 1; i < args.length; i++) {
      for (LayerShape shape : LayerShape.ofNet(args[i])) {
        if (!shape.fullyConnected()) {
          compare(args[i] + ":" + shape.name(), shape, seconds, peak);
        }
      }
    }
  }

  private static void compare(String name, LayerShape shape, double seconds, double peak) {
    Kernels kernels = KernelLookup.best();
    float[] weights = Layer.weights(shape);
    Layer direct = new Layer(kernels, shape, weights, 1);
    List<Runnable> pieces = new ArrayList<>(List.of(direct::run));
    for (double kept : KEPT) {
      pieces.add(sampled(kernels, shape, weights, kept));
    }
    boolean patches = WinogradConvolution.handles(SIDES[0], shape.convolution());
    for (double kept : KEPT) {
      if (patches) {
        pieces.add(patched(kernels, shape, weights, kept));
      }
    }
    for (int side : SIDES) {
      Layer winograd = Layer.winograd(kernels, side, shape, weights);
      if (winograd != null) {
        pieces.add(winograd::run);
      }
    }
    double[] t = Interleaved.medians(seconds, pieces.toArray(Runnable[]::new));
    int sampled = patches ? 2 * KEPT.length : KEPT.length;
    int fastest = 0;
    for (int i = 1 + sampled; i < t.length; i++) {
      fastest = t[i] < t[fastest] ? i : fastest;
    }
    String way = fastest == 0 ? "direct" : "F(" + SIDES[fastest - 1 - sampled] + ")";
    print("%-18s %9.4f %6s", name, t[fastest] * 1e3, way);
    for (int i = 1; i <= sampled; i++) {
      print(" %11s", String.format(Locale.ROOT, "%.2fx", t[fastest] / t[i]));
    }
    if (patches) {
      double products = WinogradConvolution.weightFloats(SIDES[0], shape.convolution());
      int grid = (patches(shape).length + 1) / 2;
      print(" %6.0f%%", 100 * 2 * products * grid / t[1 + KEPT.length] / peak);
    }
    print("%n");
  }

  private static int[] patches(LayerShape shape) {
    int patches = (shape.outHeight() + 1) / 2 * ((shape.outWidth() + 1) / 2);
    return IntStream.range(0, patches).toArray();
  }

  /** All other patches are interpolated, and then some of them are computed. */
  private static Runnable patched(Kernels kernels, LayerShape shape, float[] weights, double kept) {
    ConvolutionShape convolution = shape.convolution();
    int perRow = (shape.outWidth() + 1) / 2;
    int[] rest =
        IntStream.of(patches(shape)).filter(i -> (i / perRow + i % perRow) % 2 == 1).toArray();
    float[] always = new float[shape.outputs()];
    Arrays.fill(always, Float.POSITIVE_INFINITY);
    SampledPatches layer =
        new SampledPatches(
            kernels,
            convolution,
            weights,
            Data.random(shape.outputs(), 2),
            Rectifier.BEFORE_DECISIONS,
            new PatchNeighbours(convolution.out(), rest, true, always, always));
    SplittableRandom random = new SplittableRandom(5);
    int[] computed = IntStream.of(rest).filter(i -> random.nextDouble() < kept).toArray();
    float[] x = Data.random(convolution.in().imageFloats(), 3);
    float[] y = new float[convolution.out().imageFloats()];
    int[] list = new int[rest.length];
    float[] scratch = new float[layer.scratchFloats()];
    return () -> {
      run(layer, x, y, layer.grid(), scratch);
      layer.decide(y, 0, 0, layer.rest(), list, 0);
      run(layer, x, y, computed, scratch);
    };
  }

  private static void run(SampledPatches layer, float[] x, float[] y, int[] list, float[] scratch) {
    int groups = layer.groups(list.length, 1);
    for (int group = 0; group < groups; group++) {
      int from = list.length * group / groups;
      int count = list.length * (group + 1) / groups - from;
      layer.run(x, 0, y, 0, list, from, count, 0, layer.strips(), scratch, 0);
    }
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
