package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dyvedeep.engine.kernel.ElementFunction.Kind;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.junit.jupiter.api.Test;

class TerminatedConvolutionTest {
  /** Sums of integers are exact; sigmoid and tanh are not. */
  private static final double TOLERANCE = 1e-6;

  @Provide
  Arbitrary<ConvolutionShape> shapes() {
    return ConvolutionShapes.all();
  }

  @Property(tries = 100)
  void equalsTheDefinition(@ForAll("shapes") ConvolutionShape shape, @ForAll long seed) {
    if (shape.groupInputs() * shape.kernelY() * shape.kernelX() > 1) {
      new Example(shape, new SplittableRandom(seed)).check();
    }
  }

  @Test
  void someGroupsStopAndSomeDoNot() {
    BlockedLayout in = new BlockedLayout(24, 9, 21, 1, 1);
    ConvolutionShape shape = ConvolutionShape.of(in, BlockedLayout.of(20, 9, 21), 3, 1, 1);
    SplittableRandom random = new SplittableRandom(2);
    double stopped = 0;
    for (int i = 0; i < 20; i++) {
      Example example = new Example(shape, random);
      example.expected();
      stopped += (double) example.stopped / example.outputs / shape.out().height();
    }
    double share = stopped / 20 / shape.out().width();
    assertTrue(share > 0.2 && share < 0.8, "share of positions that stop: " + share);
  }

  @Test
  void rulesThatDoNotFitAreRefused() {
    float[][] one = {{0}};
    int[] after = {1};
    assertThrows(
        IllegalArgumentException.class,
        () -> new TerminationRule(17, new int[][] {{0, 1}}, after, one, one, 0, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TerminationRule(4, new int[][] {{0, 1}}, new int[0], one, one, 0, 0));
    BlockedLayout layout = BlockedLayout.of(1, 2, 2);
    TerminationRule rule = new TerminationRule(4, new int[][] {{0, 1}}, after, one, one, 0, 0);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new TerminatedConvolution(
                KernelLookup.best(),
                ConvolutionShape.of(layout, layout, 1, 1, 0),
                new float[1],
                null,
                new ElementFunction(Kind.RECTIFIER, 0, 0),
                rule));
  }

  /** A convolution of small integers with random orders, and thresholds between integers. */
  private static final class Example {
    private final ConvolutionShape shape;
    private final SplittableRandom random;
    private final ElementFunction activation;
    private final int outputs;
    private final int products;
    private final float[] nchw;
    private final float[] weights;
    private final float[] bias;
    private final TerminationRule rule;
    private int stopped;

    Example(ConvolutionShape shape, SplittableRandom random) {
      this.shape = shape;
      this.random = random;
      Kind[] kinds = {Kind.RECTIFIER, Kind.SIGMOID, Kind.TANH};
      activation = new ElementFunction(kinds[random.nextInt(kinds.length)], 0, 0);
      outputs = shape.out().channels();
      products = shape.groupInputs() * shape.kernelY() * shape.kernelX();
      nchw = integers(shape.in().channels() * shape.in().height() * shape.in().width());
      weights = integers(outputs * products);
      bias = random.nextInt(4) == 0 ? null : integers(outputs);
      rule = rule();
    }

    private float[] integers(int count) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = random.nextInt(-3, 4);
      }
      return values;
    }

    private TerminationRule rule() {
      int checks = 1 + random.nextInt(Math.min(3, products - 1));
      int[] after = IntStream.generate(() -> random.nextInt(1, products)).limit(checks).toArray();
      Arrays.sort(after);
      int[][] orders = new int[outputs][];
      Arrays.setAll(orders, o -> shuffled());
      float[][] below = new float[checks][outputs];
      float[][] above = new float[checks][outputs];
      int pixels = 1 + random.nextInt(16);
      for (int i = 0; i < checks; i++) {
        boolean never = random.nextInt(8) == 0;
        // What a partial sum comes to, which of many positions one exceeds.
        double scale = 4 * Math.sqrt(after[i]) * Math.sqrt(Math.log(1 + pixels));
        for (int o = 0; o < outputs; o++) {
          double threshold = Math.rint(scale * random.nextDouble(0.2, 2)) + 0.5;
          below[i][o] = never ? Float.NEGATIVE_INFINITY : (float) threshold;
          boolean rail = activation.kind() != Kind.RECTIFIER && random.nextBoolean();
          above[i][o] = rail ? (float) (threshold + 3) : Float.POSITIVE_INFINITY;
        }
      }
      float lower = activation.kind() == Kind.TANH ? -1 : 0;
      return new TerminationRule(pixels, orders, after, below, above, lower, 1);
    }

    private int[] shuffled() {
      int[] order = IntStream.range(0, products).toArray();
      for (int i = products - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int kept = order[i];
        order[i] = order[other];
        order[other] = kept;
      }
      return order;
    }

    void check() {
      double[] expected = expected();
      float[] x = Check.image(shape.in(), 3, nchw);
      for (Kernels kernels : Check.KERNELS) {
        String what = kernels.description() + " " + shape + " " + rule.pixels() + " pixels";
        TerminatedConvolution convolution =
            new TerminatedConvolution(kernels, shape, weights, bias, activation, rule);
        float[] y = Check.image(shape.out(), 7, new float[expected.length]);
        // What completes blocks must be written.
        dirtyLanes(y);
        run(convolution, x, y, 1);
        float[] parts = Check.image(shape.out(), 7, new float[expected.length]);
        run(convolution, x, parts, 3);
        assertArrayEquals(y, parts, what + ": parts differ from the whole");
        boolean exact = activation.kind() == Kind.RECTIFIER;
        Check.image(what, shape.out(), 7, expected, y, 0, exact ? 0 : TOLERANCE);
      }
    }

    private void dirtyLanes(float[] y) {
      for (int c = outputs; c < shape.out().blocks() * BlockedLayout.BLOCK; c++) {
        for (int row = 0; row < shape.out().height(); row++) {
          for (int column = 0; column < shape.out().width(); column++) {
            y[7 + shape.out().offset(c, row, column)] = 5;
          }
        }
      }
    }

    private void run(TerminatedConvolution c, float[] x, float[] y, int parts) {
      float[] planes = new float[2 + c.planeFloats()];
      Arrays.fill(planes, Float.NaN);
      int channels = shape.in().channels();
      for (int p = 0; p < parts; p++) {
        c.fill(x, 3, planes, 2, channels * p / parts, channels * (p + 1) / parts);
      }
      TerminatedConvolution.Room room = new TerminatedConvolution.Room(c.stretches());
      for (int p = 0; p < parts; p++) {
        int from = c.stretches() * p / parts;
        int to = c.stretches() * (p + 1) / parts;
        int middle = parts == 1 ? 0 : c.outputs() / 2 - 1;
        c.run(planes, 2, y, 7, middle, c.outputs(), from, to, room);
        c.run(planes, 2, y, 7, 0, middle, from, to, room);
      }
    }

    private double[] expected() {
      int height = shape.out().height();
      int width = shape.out().width();
      double[] y = new double[outputs * height * width];
      stopped = 0;
      for (int o = 0; o < outputs; o++) {
        for (int row = 0; row < height; row++) {
          for (int column = 0; column < width; column += rule.pixels()) {
            int count = Math.min(rule.pixels(), width - column);
            group(y, (o * height + row) * width + column, o, row, column, count);
          }
        }
      }
      return y;
    }

    private void group(double[] y, int at, int o, int row, int column, int count) {
      double[] sums = new double[count];
      Arrays.fill(sums, bias == null ? 0 : bias[o]);
      int done = 0;
      for (int check = 0; check < rule.checks(); check++) {
        add(sums, o, row, column, done, rule.after(check));
        done = rule.after(check);
        float below = rule.below(check, o);
        float above = rule.above(check, o);
        if (Arrays.stream(sums).allMatch(sum -> sum < below || sum > above)) {
          for (int i = 0; i < count; i++) {
            y[at + i] = sums[i] < below ? rule.lower() : rule.upper();
          }
          stopped += count;
          return;
        }
      }
      add(sums, o, row, column, done, products);
      for (int i = 0; i < count; i++) {
        y[at + i] = activation.of((float) sums[i]);
      }
    }

    private void add(double[] sums, int o, int row, int column, int from, int to) {
      for (int t = from; t < to; t++) {
        int tap = rule.order(o)[t];
        for (int i = 0; i < sums.length; i++) {
          sums[i] += weights[o * products + tap] * input(o, tap, row, column + i);
        }
      }
    }

    private double input(int o, int tap, int row, int column) {
      int window = shape.kernelY() * shape.kernelX();
      int channel = o / shape.groupOutputs() * shape.groupInputs() + tap / window;
      int ky = tap % window / shape.kernelX();
      int kx = tap % shape.kernelX();
      int iy = row * shape.strideY() - shape.padY() + ky * shape.dilationY();
      int ix = column * shape.strideX() - shape.padX() + kx * shape.dilationX();
      boolean inside = iy >= 0 && iy < shape.in().height() && ix >= 0 && ix < shape.in().width();
      return inside ? nchw[(channel * shape.in().height() + iy) * shape.in().width() + ix] : 0;
    }
  }
}
