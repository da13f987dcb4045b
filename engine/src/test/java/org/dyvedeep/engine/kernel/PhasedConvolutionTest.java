package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.junit.jupiter.api.Test;

class PhasedConvolutionTest {
  private static final double TOLERANCE = 5e-5;

  /** Kernels of 3x3 to 5x5 after rearranging, whatever is left over of image and kernel. */
  @Property(tries = 80)
  void equalsTheDefinition(
      @ForAll @IntRange(min = 1, max = 5) int channels,
      @ForAll @IntRange(min = 1, max = 40) int outputs,
      @ForAll @IntRange(min = 20, max = 60) int height,
      @ForAll @IntRange(min = 20, max = 60) int width,
      @ForAll @IntRange(min = 3, max = 5) int phased,
      @ForAll @IntRange(min = 0, max = 3) int lost,
      @ForAll @IntRange(min = 0, max = 5) int pad,
      @ForAll @IntRange(min = 1, max = 4) int threads,
      @ForAll boolean fours) {
    int stride = fours ? 4 : 2;
    int kernel = phased * stride - lost % stride;
    PlanarLayout in = new PlanarLayout(channels, height, width, pad, pad + 1);
    check(shape(in, outputs, kernel, stride, pad), threads);
  }

  /** As in AlexNet and SqueezeNet. */
  @Test
  void realLayersBecomeSmallKernels() {
    ConvolutionShape alexnet = shape(new PlanarLayout(3, 227, 227, 0, 0), 96, 11, 4, 0);
    assertEquals(3, StridePhases.unit(alexnet).kernelY());
    assertEquals(48, StridePhases.unit(alexnet).in().channels());
    check(alexnet, 2);
    ConvolutionShape squeezenet = shape(new PlanarLayout(3, 227, 227, 0, 0), 96, 7, 2, 0);
    assertEquals(4, StridePhases.unit(squeezenet).kernelY());
    assertEquals(12, StridePhases.unit(squeezenet).in().channels());
    check(squeezenet, 1);
  }

  @Test
  void otherConvolutionsAreRefused() {
    PlanarLayout planar = new PlanarLayout(3, 20, 20, 0, 0);
    ConvolutionShape slow = shape(planar, 4, 3, 1, 0);
    ConvolutionShape blocked = shape(BlockedLayout.of(3, 20, 20), 4, 6, 2, 0);
    ConvolutionShape small = shape(planar, 4, 3, 2, 0);
    ConvolutionShape threes = shape(planar, 4, 9, 3, 0);
    assertFalse(StridePhases.handles(slow));
    assertFalse(StridePhases.handles(blocked));
    assertFalse(StridePhases.handles(threes));
    Kernels kernels = KernelLookup.best();
    for (ConvolutionShape shape : new ConvolutionShape[] {slow, blocked, small, threes}) {
      float[] weights = new float[12 * shape.kernelY() * shape.kernelY()];
      assertThrows(
          IllegalArgumentException.class,
          () -> new PhasedConvolution(kernels, 4, shape, weights, null, false, 1));
    }
    ConvolutionShape handled = shape(planar, 4, 6, 2, 0);
    assertThrows(
        IllegalArgumentException.class,
        () -> new PhasedConvolution(kernels, 4, handled, new float[431], null, false, 1));
  }

  private static ConvolutionShape shape(
      ActivationLayout in, int outputs, int kernel, int stride, int pad) {
    int height = ConvolutionShape.outputs(in.height(), kernel, stride, pad, 1);
    int width = ConvolutionShape.outputs(in.width(), kernel, stride, pad, 1);
    BlockedLayout out = new BlockedLayout(outputs, height, width, 1, 2);
    return ConvolutionShape.of(in, out, kernel, stride, pad);
  }

  private static void check(ConvolutionShape shape, int threads) {
    for (int side : new int[] {2, 4, 5, 6}) {
      if (WinogradConvolution.handles(side, StridePhases.unit(shape))) {
        check(side, shape, threads);
      }
    }
  }

  private static void check(int side, ConvolutionShape shape, int threads) {
    int channels = shape.in().channels();
    float[] nchw = Check.random(channels * shape.in().height() * shape.in().width(), 1);
    int taps = shape.kernelY() * shape.kernelX() * channels;
    float[] weights = Check.random(taps * shape.out().channels(), 2);
    float[] bias = Check.random(shape.out().channels(), 3);
    double[] expected = NaiveConvolution.run(shape, nchw, weights, bias, true);
    float[] x = Check.image(shape.in(), 3, nchw);
    for (Kernels kernels : Check.KERNELS) {
      PhasedConvolution convolution =
          new PhasedConvolution(kernels, side, shape, weights, bias, true, threads);
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
}
