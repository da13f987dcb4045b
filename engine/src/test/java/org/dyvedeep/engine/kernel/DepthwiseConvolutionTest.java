package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.junit.jupiter.api.Test;

class DepthwiseConvolutionTest {
  @Property(tries = 80)
  void equalsTheDefinition(
      @ForAll @IntRange(min = 1, max = 40) int channels,
      @ForAll @IntRange(min = 5, max = 20) int height,
      @ForAll @IntRange(min = 5, max = 20) int width,
      @ForAll @IntRange(min = 1, max = 3) int kernel,
      @ForAll @IntRange(min = 1, max = 2) int stride,
      @ForAll @IntRange(min = 0, max = 2) int pad,
      @ForAll boolean relu) {
    ConvolutionShape shape = shape(channels, height, width, kernel, stride, pad, channels);
    float[] nchw = Check.random(channels * height * width, 1);
    float[] weights = Check.random(channels * kernel * (kernel + 1), 2);
    float[] bias = Check.random(channels, 3);
    double[] expected = NaiveConvolution.run(shape, nchw, weights, bias, relu);
    float[] x = Check.image(shape.in(), 2, nchw);
    for (Kernels kernels : Check.KERNELS) {
      DepthwiseConvolution convolution =
          new DepthwiseConvolution(kernels, shape, weights, bias, relu);
      float[] y = Check.image(shape.out(), 4, new float[expected.length]);
      int row = shape.out().height() / 2;
      convolution.run(x, 2, y, 4, 0, convolution.blocks(), 0, row);
      convolution.run(x, 2, y, 4, 0, convolution.blocks(), row, shape.out().height());
      Check.image(kernels.description(), shape.out(), 4, expected, y, kernel, 1e-5);
    }
  }

  private static ConvolutionShape shape(
      int channels, int height, int width, int kernel, int stride, int pad, int group) {
    int wide = kernel + 1;
    return new ConvolutionShape(
        new BlockedLayout(channels, height, width, pad, pad + 1),
        new BlockedLayout(
            channels,
            ConvolutionShape.outputs(height, kernel, stride, pad, 2),
            ConvolutionShape.outputs(width, wide, stride, pad, 1),
            1,
            0),
        kernel,
        wide,
        stride,
        stride,
        pad,
        pad,
        2,
        1,
        group);
  }

  @Test
  void otherConvolutionsAreRefused() {
    ConvolutionShape grouped = shape(4, 5, 5, 1, 1, 0, 2);
    assertEquals(false, DepthwiseConvolution.handles(grouped));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DepthwiseConvolution(KernelLookup.best(), grouped, new float[16], null, false));
  }
}
