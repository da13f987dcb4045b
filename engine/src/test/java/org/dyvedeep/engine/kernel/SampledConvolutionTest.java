package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dyvedeep.engine.kernel.SampledConvolution.Rectifier;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.junit.jupiter.api.Test;

class SampledConvolutionTest {
  private static final double TOLERANCE = 1e-5;

  /** Decisions that are closer than that, of the greatest value, may go either way. */
  private static final double CLOSE = 1e-4;

  @Provide
  Arbitrary<ConvolutionShape> shapes() {
    return ConvolutionShapes.all();
  }

  @Property(tries = 120)
  void equalsTheDefinition(
      @ForAll("shapes") ConvolutionShape shape, @ForAll Rectifier rectifier, @ForAll long seed) {
    new Example(shape, rectifier, seed).check();
  }

  @Test
  void listsOfAnotherLengthAreRefused() {
    BlockedLayout layout = BlockedLayout.of(1, 2, 2);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new PixelNeighbours(
                layout, new int[] {1}, new int[3], new float[3], new float[1], new float[1]));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new PixelNeighbours(
                layout, new int[] {1}, new int[4], new float[4], new float[2], new float[1]));
    PixelNeighbours none =
        new PixelNeighbours(
            layout, new int[0], new int[0], new float[0], new float[1], new float[1]);
    ConvolutionShape shape = ConvolutionShape.of(layout, layout, 1, 1, 0);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new SampledConvolution(
                KernelLookup.best(), shape, new float[1], null, Rectifier.NONE, new int[0], none));
  }

  /** A convolution with a random grid, neighbours and thresholds. */
  private static final class Example {
    private final ConvolutionShape shape;
    private final Rectifier rectifier;
    private final SplittableRandom random;
    private final int positions;
    private final int[] grid;
    private final int[] rest;
    private final int[] neighbours;
    private final float[] shares;
    private final float[] maxSpread;
    private final float[] maxValue;
    private final float[] nchw;
    private final float[] weights;
    private final float[] bias;

    Example(ConvolutionShape shape, Rectifier rectifier, long seed) {
      this.shape = shape;
      this.rectifier = rectifier;
      random = new SplittableRandom(seed);
      int channels = shape.out().channels();
      positions = shape.out().height() * shape.out().width();
      boolean[] onGrid = new boolean[positions];
      for (int i = 0; i < positions; i++) {
        onGrid[i] = i == 0 || random.nextInt(3) == 0;
      }
      grid = IntStream.range(0, positions).filter(i -> onGrid[i]).toArray();
      rest = IntStream.range(0, positions).filter(i -> !onGrid[i]).toArray();
      neighbours = random.ints(4L * rest.length, 0, grid.length).map(i -> grid[i]).toArray();
      shares = new float[neighbours.length];
      for (int i = 0; i < shares.length; i++) {
        shares[i] = random.nextInt(3) / 4f;
      }
      int inputs = shape.in().channels() / shape.group() * shape.kernelY() * shape.kernelX();
      nchw = Check.random(shape.in().channels() * shape.in().height() * shape.in().width(), seed);
      weights = Check.random(channels * inputs, seed + 1);
      bias = Check.random(channels, seed + 2);
      // Of many channels, one says no to most pixels, whatever the threshold.
      double scale = 3 * Math.sqrt(inputs) * Math.log(1 + channels);
      maxSpread = thresholds(channels, scale);
      maxValue = thresholds(channels, random.nextInt(3) * scale / 4);
    }

    private float[] thresholds(int count, double scale) {
      float[] values = new float[count];
      boolean never = random.nextInt(4) == 0;
      for (int i = 0; i < count; i++) {
        values[i] = never ? Float.NEGATIVE_INFINITY : (float) (scale * (0.5 + random.nextDouble()));
      }
      return values;
    }

    void check() {
      boolean early = rectifier == Rectifier.BEFORE_DECISIONS;
      double[] dense = NaiveConvolution.run(shape, nchw, weights, bias, early);
      double greatest = 1e-30;
      for (double value : dense) {
        greatest = Math.max(greatest, Math.abs(value));
      }
      float[] x = Check.image(shape.in(), 3, nchw);
      for (Kernels kernels : Check.KERNELS) {
        SampledConvolution convolution =
            new SampledConvolution(
                kernels,
                shape,
                weights,
                bias,
                rectifier,
                grid,
                new PixelNeighbours(shape.out(), rest, neighbours, shares, maxSpread, maxValue));
        float[] y = Check.image(shape.out(), 7, new float[dense.length]);
        int kept = run(convolution, x, y, 1);
        float[] parts = Check.image(shape.out(), 7, new float[dense.length]);
        assertEquals(kept, run(convolution, x, parts, 3));
        assertArrayEquals(y, parts, kernels.description() + ": parts differ from the whole");
        double[] expected = expected(dense, greatest * CLOSE, y);
        String what = kernels.description() + " " + shape;
        double usual = Math.sqrt((double) weights.length / shape.out().channels());
        Check.image(what, shape.out(), 7, expected, y, usual, TOLERANCE);
      }
    }

    /** Runs each stage in parts; returns how many pixels were kept. */
    private int run(SampledConvolution c, float[] x, float[] y, int parts) {
      int[] kept = new int[c.rest()];
      int[] in = new int[c.listLength()];
      int[] out = new int[c.listLength()];
      for (int p = 0; p < parts; p++) {
        int from = c.gridTiles() * p / parts;
        int to = c.gridTiles() * (p + 1) / parts;
        if (from < to) {
          c.runGrid(x, 3, y, 7, 0, c.strips(), from, to);
        }
      }
      int listed = 0;
      for (int p = 0; p < parts; p++) {
        int from = c.rest() * p / parts;
        int count = c.decide(y, 7, from, c.rest() * (p + 1) / parts, kept, from);
        c.list(kept, from, count, in, out, listed);
        listed += count;
      }
      int tiles = c.completeTiles(in, out, listed);
      int strip = parts == 1 ? 0 : c.strips() / 2;
      c.runListed(x, 3, y, 7, strip, c.strips(), in, out, 0, tiles);
      c.runListed(x, 3, y, 7, 0, strip, in, out, 0, tiles);
      c.rectify(y, 7);
      return listed;
    }

    /** What each pixel should be; where decisions are close, whichever alternative was taken. */
    private double[] expected(double[] dense, double close, float[] actual) {
      double[] expected = dense.clone();
      for (int i = 0; i < rest.length; i++) {
        double margin = Double.POSITIVE_INFINITY;
        for (int o = 0; o < shape.out().channels(); o++) {
          margin = Math.min(margin, margin(dense, i, o));
        }
        boolean interpolated =
            Math.abs(margin) > close ? margin > 0 : nearerToInterpolated(dense, i, actual);
        for (int o = 0; o < shape.out().channels() && interpolated; o++) {
          expected[o * positions + rest[i]] = interpolated(dense, i, o);
        }
      }
      for (int i = 0; i < expected.length; i++) {
        expected[i] = stored(expected[i]);
      }
      return expected;
    }

    /** What the kernel leaves of a value that decisions have seen. */
    private double stored(double value) {
      return rectifier == Rectifier.AFTER_DECISIONS ? Math.max(0, value) : value;
    }

    /** By how much a channel is for interpolation; negative if it is against it. */
    private double margin(double[] dense, int i, int o) {
      double max = Double.NEGATIVE_INFINITY;
      double min = Double.POSITIVE_INFINITY;
      for (int n = 4 * i; n < 4 * i + 4; n++) {
        max = Math.max(max, dense[o * positions + neighbours[n]]);
        min = Math.min(min, dense[o * positions + neighbours[n]]);
      }
      return Math.max(maxValue[o] - max, maxSpread[o] - (max - min));
    }

    private double interpolated(double[] dense, int i, int o) {
      double sum = 0;
      for (int n = 4 * i; n < 4 * i + 4; n++) {
        sum += shares[n] * dense[o * positions + neighbours[n]];
      }
      return sum;
    }

    private boolean nearerToInterpolated(double[] dense, int i, float[] actual) {
      double toComputed = 0;
      double toInterpolated = 0;
      for (int o = 0; o < shape.out().channels(); o++) {
        int width = shape.out().width();
        double value = actual[7 + shape.out().offset(o, rest[i] / width, rest[i] % width)];
        toComputed += Math.abs(value - stored(dense[o * positions + rest[i]]));
        toInterpolated += Math.abs(value - stored(interpolated(dense, i, o)));
      }
      return toInterpolated < toComputed;
    }
  }
}
