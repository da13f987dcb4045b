package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.dyvedeep.engine.kernel.FlatWindowConvolution.Rule;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.junit.jupiter.api.Test;

class FlatWindowConvolutionTest {
  private static final double TOLERANCE = 2e-5;

  @Provide
  Arbitrary<ConvolutionShape> shapes() {
    return ConvolutionShapes.all();
  }

  @Property(tries = 150)
  void equalsTheDefinition(
      @ForAll("shapes") ConvolutionShape shape,
      @ForAll @IntRange(min = 1, max = 4) int tileHeight,
      @ForAll @IntRange(min = 1, max = 8) int tileWidth,
      @ForAll boolean variance,
      @ForAll boolean relu,
      @ForAll long seed) {
    check(shape, tileHeight, tileWidth, variance, relu, seed);
  }

  @Test
  void manyOutputsAndMoreTilesThanAreListedAtATime() {
    BlockedLayout in = new BlockedLayout(200, 14, 15, 1, 1);
    BlockedLayout out = new BlockedLayout(200, 14, 15, 0, 1);
    check(ConvolutionShape.of(in, out, 3, 1, 1), 2, 3, false, true, 1);
  }

  @Test
  void wideWindowsOfAPlane() {
    PlanarLayout in = new PlanarLayout(3, 83, 91, 0, 0);
    BlockedLayout out = new BlockedLayout(96, 19, 21, 0, 0);
    check(ConvolutionShape.of(in, out, 11, 4, 0), 2, 3, false, true, 2);
    check(ConvolutionShape.of(in, out, 11, 4, 0), 1, 6, true, true, 3);
  }

  private static void check(
      ConvolutionShape shape,
      int tileHeight,
      int tileWidth,
      boolean variance,
      boolean relu,
      long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] nchw = flatAndRough(shape, random);
    int taps = shape.in().channels() / shape.group() * shape.kernelY() * shape.kernelX();
    float[] weights = Check.random(shape.out().channels() * taps, seed + 1);
    float[] bias = seed % 3 == 0 ? null : Check.random(shape.out().channels(), seed + 2);
    NaiveFlatWindows naive = new NaiveFlatWindows(shape, nchw, tileHeight, tileWidth, variance);
    List<Float> spreads = spreads(shape, naive, variance, random);
    double[] expected = naive.run(weights, bias, relu, spreads);
    float[] x = Check.image(shape.in(), 3, nchw);
    Rule rule = new Rule(variance, spreads, tileHeight, tileWidth);
    for (Kernels kernels : Check.KERNELS) {
      float[] first = null;
      for (boolean zeros : new boolean[] {true, false}) {
        FlatWindowConvolution layer =
            new FlatWindowConvolution(kernels, shape, weights, bias, relu, rule, zeros);
        float[] y = Check.image(shape.out(), 7, new float[expected.length]);
        FlatWindowConvolution.Scratch scratch = layer.scratch();
        int half = layer.tiles() / 2;
        layer.run(x, 3, y, 7, half, layer.tiles(), scratch);
        layer.run(x, 3, y, 7, 0, half, scratch);
        String what = kernels.description() + " " + shape;
        Check.image(what, shape.out(), 7, expected, y, Math.sqrt(taps), TOLERANCE);
        if (first != null) {
          assertArrayEquals(first, y, 0, "zeros skipped or not: " + what);
        }
        first = y;
      }
    }
  }

  /** Columns of zeros, of values that hardly differ, and of any values. */
  private static float[] flatAndRough(ConvolutionShape shape, SplittableRandom random) {
    int width = shape.in().width();
    float[] nchw = new float[shape.in().channels() * shape.in().height() * width];
    for (int i = 0; i < nchw.length; i++) {
      int third = i % width * 3 / width;
      float value = (float) random.nextGaussian();
      nchw[i] = third == 0 ? 0 : third == 1 ? 1 + value / 50 : value;
    }
    return nchw;
  }

  /**
   * A threshold for each channel. A range is known exactly, so that thresholds next to a range that
   * occurs must be told from it; variances are rounded, so that thresholds keep away from them.
   */
  private static List<Float> spreads(
      ConvolutionShape shape, NaiveFlatWindows naive, boolean variance, SplittableRandom random) {
    List<Float> spreads = new ArrayList<>();
    for (int c = 0; c < shape.in().channels(); c++) {
      int channel = c;
      double[] found = new double[naive.tiles()];
      Arrays.setAll(found, tile -> naive.spread(channel, tile));
      Arrays.sort(found);
      int at = random.nextInt(found.length);
      spreads.add(variance ? between(found, at) : (float) found[at]);
    }
    return spreads;
  }

  private static float between(double[] sorted, int at) {
    for (int i = at; i > 0; i--) {
      if (sorted[i] - sorted[i - 1] > 1e-3 * sorted[i]) {
        return (float) ((sorted[i] + sorted[i - 1]) / 2);
      }
    }
    return 0;
  }

  @Test
  void flatChannelsTakeOneProduct() {
    BlockedLayout in = new BlockedLayout(20, 10, 12, 1, 1);
    ConvolutionShape shape = ConvolutionShape.of(in, BlockedLayout.of(16, 8, 10), 3, 1, 0);
    float[] nchw = new float[20 * 10 * 12];
    Arrays.fill(nchw, 5 * 120, nchw.length, 2);
    float[] x = Check.image(in, 0, nchw);
    for (Kernels kernels : Check.KERNELS) {
      assertEquals(20, productsOfAPixel(kernels, shape, x, 1, false), 1e-9);
      assertEquals(15, productsOfAPixel(kernels, shape, x, 1, true), 1e-9, "channels of zeros");
      assertEquals(180, productsOfAPixel(kernels, shape, x, 0, false), 1e-9, "none below 0");
      x[in.offset(19, 0, 0)] = Float.NaN;
      assertTrue(productsOfAPixel(kernels, shape, x, 1, false) > 20, "no number is not flat");
      x[in.offset(19, 0, 0)] = 2;
    }
  }

  private static double productsOfAPixel(
      Kernels kernels, ConvolutionShape shape, float[] x, float spread, boolean zeros) {
    float[] weights = Check.random(16 * 20 * 9, 1);
    Rule rule = new Rule(false, List.of(spread), 2, 3);
    FlatWindowConvolution layer =
        new FlatWindowConvolution(kernels, shape, weights, null, true, rule, zeros);
    FlatWindowConvolution.Scratch scratch = layer.scratch();
    float[] y = new float[shape.out().imageFloats()];
    layer.run(x, 0, y, 0, 0, layer.tiles(), scratch);
    scratch.forget();
    layer.run(x, 0, y, 0, 0, layer.tiles(), scratch);
    return (double) scratch.listed() / scratch.taps() * 20 * 9;
  }

  @Test
  void anotherNumberOfSpreadsIsRefused() {
    BlockedLayout in = new BlockedLayout(20, 10, 12, 1, 1);
    ConvolutionShape shape = ConvolutionShape.of(in, BlockedLayout.of(16, 8, 10), 3, 1, 0);
    Rule rule = new Rule(false, List.of(1f, 2f), 2, 3);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new FlatWindowConvolution(
                KernelLookup.best(), shape, new float[16 * 20 * 9], null, true, rule, false));
  }
}
