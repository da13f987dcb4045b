package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.junit.jupiter.api.Test;

class SparseInputConvolutionTest {
  private static final double TOLERANCE = 1e-5;

  @Property(tries = 100)
  void equalsTheDefinitionAndTheDenseKernel(
      @ForAll @IntRange(min = 1, max = 50) int channels,
      @ForAll @IntRange(min = 49, max = 150) int outputs,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 17) int width,
      @ForAll @IntRange(min = 0, max = 1) int half,
      @ForAll @IntRange(min = 1, max = 2) int stride,
      @ForAll @IntRange(min = 1, max = 2) int dilation,
      @ForAll @IntRange(min = 0, max = 4) int density,
      @ForAll boolean relu,
      @ForAll long seed) {
    int kernel = 2 * half + 1;
    int pad = dilation * half;
    BlockedLayout in = new BlockedLayout(channels, height, width, pad + 1, pad);
    check(shape(in, outputs, kernel, stride, pad, dilation), density / 4.0, relu, seed);
  }

  @Test
  void moreTilesThanAreListedAtATime() {
    BlockedLayout in = new BlockedLayout(320, 14, 15, 1, 1);
    check(shape(in, 64, 3, 1, 1, 1), 0.3, true, 1);
  }

  @Test
  void pixelsThatReadOnlyPaddingAreTheBias() {
    BlockedLayout in = new BlockedLayout(40, 5, 7, 2, 2);
    check(shape(in, 80, 1, 1, 2, 1), 0.5, true, 1);
    check(shape(in, 80, 1, 2, 1, 1), 0.5, false, 2);
  }

  private static ConvolutionShape shape(
      BlockedLayout in, int outputs, int kernel, int stride, int pad, int dilation) {
    BlockedLayout out =
        new BlockedLayout(
            outputs,
            ConvolutionShape.outputs(in.height(), kernel, stride, pad, dilation),
            ConvolutionShape.outputs(in.width(), kernel, stride, pad, dilation),
            1,
            0);
    return new ConvolutionShape(
        in, out, kernel, kernel, stride, stride, pad, pad, dilation, dilation, 1);
  }

  private static void check(ConvolutionShape shape, double density, boolean relu, long seed) {
    BlockedLayout in = (BlockedLayout) shape.in();
    float[] nchw = Check.random(in.channels() * in.height() * in.width(), seed);
    Random random = new Random(seed);
    for (int i = 0; i < nchw.length; i++) {
      nchw[i] = random.nextDouble() < density ? nchw[i] : 0;
    }
    int taps = in.channels() * shape.kernelY() * shape.kernelX();
    float[] weights = Check.random(shape.out().channels() * taps, seed + 1);
    float[] bias = Check.random(shape.out().channels(), seed + 2);
    double[] expected = NaiveConvolution.run(shape, nchw, weights, bias, relu);
    float[] x = Check.image(in, 3, nchw);
    for (Kernels kernels : Check.KERNELS) {
      SparseInputConvolution sparse =
          new SparseInputConvolution(kernels, shape, weights, bias, relu);
      float[] y = Check.image(shape.out(), 7, new float[expected.length]);
      int[] scratch = new int[sparse.scratchInts()];
      int half = sparse.tiles() / 2;
      sparse.run(x, 3, y, 7, half, sparse.tiles(), scratch);
      sparse.run(x, 3, y, 7, 0, half, scratch);
      String what = kernels.description() + " " + shape;
      Check.image(what, shape.out(), 7, expected, y, Math.sqrt(taps), TOLERANCE);
      float[] dense = Check.image(shape.out(), 7, new float[expected.length]);
      new DirectConvolution(kernels, shape, weights, bias, relu).run(x, 3, dense, 7);
      assertArrayEquals(dense, y, 0, what);
      assertEquals(liveShare(shape, nchw), sparse.liveShare(x, 3, 1, scratch), 1e-9, what);
    }
  }

  /** Taps that some pixel of a tile reads something other than zero at. */
  private static double liveShare(ConvolutionShape shape, float[] nchw) {
    int width = shape.out().width();
    int[] inside =
        IntStream.range(0, shape.out().height() * width)
            .filter(pixel -> readsInput(shape, pixel / width, pixel % width))
            .toArray();
    int pixels = inside.length;
    int tiles = (pixels - 1) / SparseInputConvolution.TILE_PIXELS + 1;
    int live = 0;
    int taps = shape.in().channels() * shape.kernelY() * shape.kernelX();
    for (int i = 0; i < tiles * taps; i++) {
      int tap = i % taps;
      int first = i / taps * SparseInputConvolution.TILE_PIXELS;
      boolean any = false;
      for (int p = first; p < Math.min(pixels, first + SparseInputConvolution.TILE_PIXELS); p++) {
        any |= input(shape, nchw, tap, inside[p] / width, inside[p] % width) != 0;
      }
      live += any ? 1 : 0;
    }
    return (double) live / tiles / taps;
  }

  private static boolean readsInput(ConvolutionShape s, int row, int column) {
    float[] ones = new float[s.in().channels() * s.in().height() * s.in().width()];
    Arrays.fill(ones, 1);
    return IntStream.range(0, s.kernelY() * s.kernelX())
        .anyMatch(tap -> input(s, ones, tap, row, column) != 0);
  }

  private static float input(ConvolutionShape s, float[] nchw, int tap, int row, int column) {
    int positions = s.kernelY() * s.kernelX();
    int ky = tap % positions / s.kernelX();
    int kx = tap % s.kernelX();
    int y = row * s.strideY() - s.padY() + ky * s.dilationY();
    int x = column * s.strideX() - s.padX() + kx * s.dilationX();
    boolean inside = y >= 0 && x >= 0 && y < s.in().height() && x < s.in().width();
    int at = (tap / positions * s.in().height() + y) * s.in().width() + x;
    return inside ? nchw[at] : 0;
  }

  @Test
  void aSampleSaysSomethingOfSmallImagesToo() {
    ConvolutionShape shape = shape(BlockedLayout.of(16, 2, 3), 64, 1, 1, 0, 1);
    SparseInputConvolution sparse =
        new SparseInputConvolution(
            KernelLookup.best(), shape, new float[16 * 64], new float[64], false);
    float[] x = new float[shape.in().imageFloats()];
    int[] scratch = new int[sparse.scratchInts()];
    assertEquals(0, sparse.liveShare(x, 0, 8, scratch));
    x[5] = Float.NaN;
    assertEquals(1.0 / 16, sparse.liveShare(x, 0, 8, scratch));
  }

  @Test
  void whatIsNotHandledIsRefused() {
    ConvolutionShape narrow = shape(BlockedLayout.of(4, 5, 5), 48, 1, 1, 0, 1);
    assertEquals(false, SparseInputConvolution.handles(narrow));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new SparseInputConvolution(
                KernelLookup.best(), narrow, new float[4 * 48], null, false));
    ConvolutionShape shape = shape(BlockedLayout.of(4, 5, 5), 64, 1, 1, 0, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new SparseInputConvolution(KernelLookup.best(), shape, new float[255], null, false));
  }
}
