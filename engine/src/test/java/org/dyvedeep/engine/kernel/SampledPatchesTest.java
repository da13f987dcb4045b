package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.kernel.SampledConvolution.Rectifier;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.junit.jupiter.api.Test;

class SampledPatchesTest {
  private static final double TOLERANCE = 5e-5;

  /** Decisions that are closer than that, of the greatest value, may go either way. */
  private static final double CLOSE = 2e-4;

  @Property(tries = 120)
  void equalsTheDefinition(@ForAll Rectifier rectifier, @ForAll long seed) {
    new Example(rectifier, seed).check();
  }

  @Test
  void somePatchesAreKeptAndSomeAreNot() {
    double kept = 0;
    double rest = 0;
    for (int seed = 0; seed < 60; seed++) {
      Example example = new Example(Rectifier.BEFORE_DECISIONS, seed);
      kept += example.check();
      rest += example.rest.length;
    }
    assertTrue(kept > 0.2 * rest && kept < 0.8 * rest, kept + " of " + rest);
  }

  @Test
  void manyPatchesAreCutEvenly() {
    BlockedLayout in = new BlockedLayout(8, 30, 30, 1, 1);
    ConvolutionShape shape = ConvolutionShape.of(in, BlockedLayout.of(8, 30, 30), 3, 1, 1);
    SampledPatches small = none(shape);
    assertEquals(225, small.grid().length);
    assertEquals(1, small.groups(14, 1));
    assertEquals(2, small.groups(15, 1));
    assertEquals(4, small.groups(29, 2));
    assertEquals(1, small.groups(1, 2));
    BlockedLayout wide = new BlockedLayout(512, 4, 4, 1, 1);
    SampledPatches large = none(ConvolutionShape.of(wide, BlockedLayout.of(512, 4, 4), 3, 1, 1));
    assertEquals(1, large.groups(4, 2));
  }

  private static SampledPatches none(ConvolutionShape shape) {
    float[] weights = new float[9 * shape.in().channels() * shape.out().channels()];
    float[] thresholds = new float[shape.out().channels()];
    return new SampledPatches(
        KernelLookup.best(),
        shape,
        weights,
        null,
        Rectifier.NONE,
        new PatchNeighbours(shape.out(), new int[0], true, thresholds, thresholds));
  }

  @Test
  void listsOfAnotherLengthAndOtherConvolutionsAreRefused() {
    BlockedLayout layout = new BlockedLayout(8, 4, 4, 1, 1);
    int[] patches = {1};
    assertThrows(
        IllegalArgumentException.class,
        () -> new PatchNeighbours(layout, patches, true, new float[7], new float[8]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PatchNeighbours(layout, patches, true, new float[8], new float[7]));
    assertThrows(
        IllegalArgumentException.class,
        () -> none(ConvolutionShape.of(layout, BlockedLayout.of(8, 4, 4), 1, 1, 0)));
  }

  /** A convolution with random patches off the grid and random thresholds. */
  private static final class Example {
    private final Rectifier rectifier;
    private final SplittableRandom random;
    private final ConvolutionShape shape;
    private final int width;
    private final int height;
    private final int positions;
    private final int patchesX;
    private final int[] rest;
    private final boolean byDistance;
    private final float[] maxSpread;
    private final float[] maxValue;
    private final float[] nchw;
    private final float[] weights;
    private final float[] bias;

    Example(Rectifier rectifier, long seed) {
      this.rectifier = rectifier;
      random = new SplittableRandom(seed);
      shape = shape(3 + 2 * random.nextInt(2));
      width = shape.out().width();
      height = shape.out().height();
      positions = height * width;
      patchesX = (width + 1) / 2;
      int patches = patchesX * ((height + 1) / 2);
      // Of a single patch, no neighbour exists.
      rest =
          IntStream.range(0, patches)
              .filter(i -> (i / patchesX + i % patchesX) % 2 == 1 && random.nextInt(4) > 0)
              .toArray();
      byDistance = random.nextBoolean();
      int inputs = shape.groupInputs() * shape.kernelY() * shape.kernelX();
      int channels = shape.out().channels();
      nchw = Check.random(shape.in().channels() * shape.in().height() * shape.in().width(), seed);
      weights = Check.random(channels * inputs, seed + 1);
      bias = Check.random(channels, seed + 2);
      // Of many channels, one says no to most patches, whatever the threshold.
      double scale = 2 * Math.sqrt(inputs) * Math.log(2 + channels);
      maxSpread = thresholds(scale);
      maxValue = thresholds(random.nextInt(3) * scale / 4);
    }

    private ConvolutionShape shape(int kernel) {
      int pad = random.nextInt(3);
      int group = 1 + random.nextInt(2);
      int inHeight = kernel + random.nextInt(14);
      int inWidth = kernel + random.nextInt(14);
      int lost = kernel - 1 - 2 * pad;
      return new ConvolutionShape(
          new BlockedLayout(group * (1 + random.nextInt(30)), inHeight, inWidth, pad, pad + 1),
          new BlockedLayout(
              group * (1 + random.nextInt(40)), inHeight - lost, inWidth - lost, 1, 0),
          kernel,
          kernel,
          1,
          1,
          pad,
          pad,
          1,
          1,
          group);
    }

    private float[] thresholds(double scale) {
      float[] values = new float[shape.out().channels()];
      boolean never = random.nextInt(4) == 0;
      for (int i = 0; i < values.length; i++) {
        values[i] = never ? Float.NEGATIVE_INFINITY : (float) (scale * (0.5 + random.nextDouble()));
      }
      return values;
    }

    /** Returns how many patches were kept. */
    int check() {
      boolean early = rectifier == Rectifier.BEFORE_DECISIONS;
      double[] dense = NaiveConvolution.run(shape, nchw, weights, bias, early);
      // However much cancels or is rectified, errors are relative to what is summed up.
      double scale = Math.sqrt((double) weights.length / shape.out().channels());
      for (double value : dense) {
        scale = Math.max(scale, Math.abs(value));
      }
      float[] x = Check.image(shape.in(), 3, nchw);
      int kept = 0;
      for (Kernels kernels : Check.KERNELS) {
        SampledPatches convolution =
            new SampledPatches(
                kernels,
                shape,
                weights,
                bias,
                rectifier,
                new PatchNeighbours(shape.out(), rest, byDistance, maxSpread, maxValue));
        float[] y = Check.image(shape.out(), 7, new float[dense.length]);
        kept = run(convolution, x, y, 1);
        float[] parts = Check.image(shape.out(), 7, new float[dense.length]);
        assertEquals(kept, run(convolution, x, parts, 3));
        assertArrayEquals(y, parts, kernels.description() + ": parts differ from the whole");
        requireClose(kernels.description() + " " + shape, dense, y, scale);
      }
      return kept;
    }

    private int run(SampledPatches c, float[] x, float[] y, int threads) {
      float[] scratch = Check.random(c.scratchFloats() + 1, 4);
      runAll(c, x, y, c.grid(), c.grid().length, threads, scratch);
      int[] kept = new int[c.rest()];
      int listed = 0;
      for (int p = 0; p < threads; p++) {
        int from = c.rest() * p / threads;
        listed += c.decide(y, 7, from, c.rest() * (p + 1) / threads, kept, listed);
      }
      runAll(c, x, y, kept, listed, threads, scratch);
      c.rectify(y, 7);
      return listed;
    }

    private void runAll(
        SampledPatches c, float[] x, float[] y, int[] list, int count, int threads, float[] s) {
      int groups = count == 0 ? 0 : c.groups(count, threads);
      int strip = threads == 1 ? 0 : c.strips() / 2;
      for (int group = 0; group < groups; group++) {
        int from = count * group / groups;
        int size = count * (group + 1) / groups - from;
        c.run(x, 3, y, 7, list, from, size, strip, c.strips(), s, 1);
        c.run(x, 3, y, 7, list, from, size, 0, strip, s, 1);
      }
    }

    private void requireClose(String what, double[] dense, float[] actual, double scale) {
      double[] expected = dense.clone();
      for (int patch : rest) {
        double margin = margin(dense, patch);
        boolean interpolated =
            Math.abs(margin) > CLOSE * scale ? margin > 0 : isInterpolated(dense, patch, actual);
        for (int o = 0; o < shape.out().channels() && interpolated; o++) {
          for (int at : pixels(patch)) {
            expected[o * positions + at] = interpolated(dense, o, at);
          }
        }
      }
      for (int i = 0; i < expected.length; i++) {
        expected[i] = stored(expected[i]);
      }
      Check.image(what, shape.out(), 7, expected, actual, scale, TOLERANCE);
    }

    /** What the kernel leaves of a value that decisions have seen. */
    private double stored(double value) {
      return rectifier == Rectifier.AFTER_DECISIONS ? Math.max(0, value) : value;
    }

    private int[] pixels(int patch) {
      return IntStream.range(0, positions).filter(at -> patchOf(at) == patch).toArray();
    }

    private int patchOf(int at) {
      return at / width / 2 * patchesX + at % width / 2;
    }

    private int distance(int a, int b) {
      return Math.abs(a / width - b / width) + Math.abs(a % width - b % width);
    }

    /** Pixels outside a patch that touch one of its pixels at a side. */
    private int[] neighbours(int patch) {
      int[] inside = pixels(patch);
      return IntStream.range(0, positions)
          .filter(at -> patchOf(at) != patch)
          .filter(at -> IntStream.of(inside).anyMatch(pixel -> distance(pixel, at) == 1))
          .toArray();
    }

    /** By how much the least willing channel is for interpolation; negative if against it. */
    private double margin(double[] dense, int patch) {
      double margin = Double.POSITIVE_INFINITY;
      for (int o = 0; o < shape.out().channels(); o++) {
        double max = Double.NEGATIVE_INFINITY;
        double min = Double.POSITIVE_INFINITY;
        for (int at : neighbours(patch)) {
          max = Math.max(max, dense[o * positions + at]);
          min = Math.min(min, dense[o * positions + at]);
        }
        margin = Math.min(margin, Math.max(maxValue[o] - max, maxSpread[o] - (max - min)));
      }
      return margin;
    }

    private double interpolated(double[] dense, int o, int at) {
      double sum = 0;
      double shares = 0;
      for (int neighbour : neighbours(patchOf(at))) {
        if (neighbour / width == at / width || neighbour % width == at % width) {
          double share = byDistance ? 1.0 / distance(neighbour, at) : 1;
          sum += share * dense[o * positions + neighbour];
          shares += share;
        }
      }
      return sum / shares;
    }

    private boolean isInterpolated(double[] dense, int patch, float[] actual) {
      double toComputed = 0;
      double toInterpolated = 0;
      for (int at : pixels(patch)) {
        for (int o = 0; o < shape.out().channels(); o++) {
          double value = actual[7 + shape.out().offset(o, at / width, at % width)];
          toComputed += Math.abs(value - stored(dense[o * positions + at]));
          toInterpolated += Math.abs(value - stored(interpolated(dense, o, at)));
        }
      }
      return toInterpolated < toComputed;
    }
  }
}
