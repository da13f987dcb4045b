package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.junit.jupiter.api.Test;

class WinogradConvolutionTest {
  private static final double TOLERANCE = 5e-5;

  @Property(tries = 60)
  void equalsTheDefinition(
      @ForAll @IntRange(min = 1, max = 40) int channels,
      @ForAll @IntRange(min = 1, max = 50) int outputs,
      @ForAll @IntRange(min = 3, max = 20) int height,
      @ForAll @IntRange(min = 3, max = 20) int width,
      @ForAll @IntRange(min = 0, max = 2) int pad,
      @ForAll @IntRange(min = 1, max = 4) int threads,
      @ForAll @IntRange(min = 1, max = 2) int group,
      @ForAll boolean relu) {
    check(2, shape(channels, outputs, height, width, pad, group), relu, threads);
    check(4, shape(channels, outputs, height, width, pad, group), relu, threads);
    check(6, shape(channels, outputs, height, width, pad, group), relu, threads);
    ConvolutionShape even = shape(4, channels, outputs, height + 1, width + 1, pad, group);
    check(5, even, relu, threads);
    check(2, wide(channels, outputs, height + 2, width + 2, pad, group), relu, threads);
    check(4, wide(channels, outputs, height + 2, width + 2, pad, group), relu, threads);
  }

  @Test
  void manyChannels() {
    check(2, shape(512, 32, 14, 14, 1, 1), false, 1);
    check(4, shape(512, 32, 14, 14, 1, 1), false, 1);
    check(6, shape(512, 32, 14, 14, 1, 1), false, 1);
    check(5, shape(4, 512, 32, 14, 14, 1, 1), false, 1);
    check(2, wide(512, 32, 14, 14, 2, 1), false, 1);
    check(4, wide(512, 32, 14, 14, 2, 1), false, 1);
  }

  @Test
  void threadsShareLargeWeightsByStrips() {
    ConvolutionShape shape = shape(512, 512, 4, 4, 1, 1);
    float[] weights = new float[9 * 512 * 512];
    Kernels kernels = KernelLookup.best();
    assertEquals(1, new WinogradConvolution(kernels, 2, shape, weights, null, false, 2).groups());
    check(2, shape, true, 2);
  }

  /** Also in groups, whose last strip has a block alone, and that are no multiples of 16. */
  @Test
  void weightsThatAreTooManyToKeepAreTransformedAtEachRun() {
    for (ConvolutionShape shape :
        List.of(shape(300, 300, 9, 10, 1, 1), shape(300, 150, 5, 6, 2, 2))) {
      assertTrue(WinogradConvolution.isFresh(4, shape));
      check(4, shape, true, 1);
      check(4, shape, false, 3);
    }
  }

  private static ConvolutionShape shape(
      int channels, int outputs, int height, int width, int pad, int group) {
    return shape(3, channels, outputs, height, width, pad, group);
  }

  private static ConvolutionShape wide(
      int channels, int outputs, int height, int width, int pad, int group) {
    return shape(5, channels, outputs, height, width, pad, group);
  }

  private static ConvolutionShape shape(
      int kernel, int channels, int outputs, int height, int width, int pad, int group) {
    int lost = kernel - 1 - 2 * pad;
    int border = pad == 2 ? 3 : pad;
    return new ConvolutionShape(
        new BlockedLayout(channels * group, height, width, border, border),
        new BlockedLayout(outputs * group, height - lost, width - lost, 1, 1),
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

  private static void check(int side, ConvolutionShape shape, boolean relu, int threads) {
    int channels = shape.in().channels();
    float[] nchw = Check.random(channels * shape.in().height() * shape.in().width(), 1);
    int taps = shape.kernelY() * shape.kernelX() * channels / shape.group();
    float[] weights = Check.random(taps * shape.out().channels(), 2);
    float[] bias = Check.random(shape.out().channels(), 3);
    double[] expected = NaiveConvolution.run(shape, nchw, weights, bias, relu);
    float[] x = Check.image(shape.in(), 3, nchw);
    for (Kernels kernels : Check.KERNELS) {
      WinogradConvolution convolution =
          new WinogradConvolution(kernels, side, shape, weights, bias, relu, threads);
      float[] y = Check.image(shape.out(), 7, new float[expected.length]);
      float[] scratch = Check.random(convolution.scratchFloats() + 1, 4);
      int half = convolution.groups() / 2;
      int strips = convolution.strips();
      convolution.run(x, 3, y, 7, half, convolution.groups(), 0, strips, scratch, 1);
      convolution.run(x, 3, y, 7, 0, half, strips / 2, strips, scratch, 1);
      convolution.run(x, 3, y, 7, 0, half, 0, strips / 2, scratch, 1);
      Check.image(
          kernels.description() + shape, shape.out(), 7, expected, y, Math.sqrt(taps), TOLERANCE);
    }
  }

  /** Groups overlap, so two threads may write the same outputs, which must not change them. */
  @Test
  void groupsThatOverlapMayRunAtTheSameTime() throws Exception {
    ConvolutionShape shape = shape(2, 64, 21, 21, 1, 1);
    float[] x = Check.random(shape.in().imageFloats(), 1);
    float[] weights = Check.random(9 * 2 * 64, 2);
    float[] bias = Check.random(64, 3);
    WinogradConvolution convolution =
        new WinogradConvolution(KernelLookup.best(), 4, shape, weights, bias, true, 3);
    float[] expected = new float[shape.out().imageFloats()];
    float[] scratch = new float[convolution.scratchFloats()];
    convolution.run(
        x, 0, expected, 0, 0, convolution.groups(), 0, convolution.strips(), scratch, 0);
    int last = convolution.groups() - 1;
    for (int round = 0; round < 2000; round++) {
      float[] y = expected.clone();
      Thread other =
          new Thread(
              () -> {
                float[] own = new float[convolution.scratchFloats()];
                convolution.run(x, 0, y, 0, last, last + 1, 0, convolution.strips(), own, 0);
              });
      other.start();
      convolution.run(x, 0, y, 0, last - 1, last, 0, convolution.strips(), scratch, 0);
      other.join();
      assertArrayEquals(expected, y);
    }
  }

  @Test
  void otherConvolutionsAreRefused() {
    ConvolutionShape planar =
        ConvolutionShape.of(new PlanarLayout(3, 5, 5, 0, 0), BlockedLayout.of(4, 3, 3), 3, 1, 0);
    assertEquals(false, WinogradConvolution.handles(2, planar));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new WinogradConvolution(
                KernelLookup.best(), 4, planar, new float[108], null, false, 1));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new WinogradConvolution(
                KernelLookup.best(), 3, shape(1, 1, 5, 5, 1, 1), new float[9], null, false, 1));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new WinogradConvolution(
                KernelLookup.best(), 6, wide(1, 1, 5, 5, 2, 1), new float[25], null, false, 1));
  }
}
