package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.junit.jupiter.api.Test;

class DirectConvolutionTest {
  private static final double TOLERANCE = 1e-5;

  @Provide
  Arbitrary<ConvolutionShape> shapes() {
    return ConvolutionShapes.all();
  }

  @Property(tries = 150)
  void equalsTheDefinition(
      @ForAll("shapes") ConvolutionShape shape, @ForAll boolean relu, @ForAll boolean hasBias) {
    check(shape, relu, hasBias);
  }

  @Test
  void layersOfAlexNetAndSqueezeNet() {
    check(conv(96, 27, 2, 64, 5, 1, 2, 2), true, true);
    check(conv(64, 13, 1, 48, 3, 1, 1, 1), true, true);
    check(conv(40, 12, 0, 16, 1, 1, 0, 1), true, true);
    check(conv(3, 55, 0, 32, 11, 4, 0, 1), true, true);
    check(conv(32, 7, 1, 32, 3, 1, 1, 32), false, true);
  }

  private static ConvolutionShape conv(
      int channels,
      int extent,
      int border,
      int outputs,
      int kernel,
      int stride,
      int pad,
      int group) {
    int out = ConvolutionShape.outputs(extent, kernel, stride, pad, 1);
    return new ConvolutionShape(
        new BlockedLayout(channels, extent, extent, border, border),
        new BlockedLayout(outputs, out, out, 1, 1),
        kernel,
        kernel,
        stride,
        stride,
        pad,
        pad,
        1,
        1,
        group);
  }

  private static void check(ConvolutionShape shape, boolean relu, boolean hasBias) {
    int inputs = shape.in().channels() / shape.group() * shape.kernelY() * shape.kernelX();
    float[] nchw =
        Check.random(shape.in().channels() * shape.in().height() * shape.in().width(), 1);
    float[] weights = Check.random(shape.out().channels() * inputs, 2);
    float[] bias = hasBias ? Check.random(shape.out().channels(), 3) : null;
    double[] expected = NaiveConvolution.run(shape, nchw, weights, bias, relu);
    float[] x = Check.image(shape.in(), 3, nchw);
    for (Kernels kernels : Check.KERNELS) {
      DirectConvolution convolution = new DirectConvolution(kernels, shape, weights, bias, relu);
      float[] y = Check.image(shape.out(), 7, new float[expected.length]);
      convolution.run(x, 3, y, 7);
      Check.image(kernels.description() + " " + shape, shape.out(), 7, expected, y, TOLERANCE);
      float[] parts = Check.image(shape.out(), 7, new float[expected.length]);
      runInParts(convolution, x, parts);
      if (!Arrays.equals(y, parts)) {
        throw new AssertionError(kernels.description() + ": parts differ from the whole " + shape);
      }
    }
  }

  private static void runInParts(DirectConvolution convolution, float[] x, float[] y) {
    int strip = convolution.strips() / 2;
    int tile = convolution.tiles() / 3;
    convolution.run(x, 3, y, 7, 0, strip, 0, convolution.tiles());
    convolution.run(x, 3, y, 7, strip, convolution.strips(), tile, convolution.tiles());
    convolution.run(x, 3, y, 7, strip, convolution.strips(), 0, tile);
  }

  @Test
  void wrongLengthsAreRefused() {
    ConvolutionShape shape = conv(4, 5, 0, 4, 3, 1, 0, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new DirectConvolution(KernelLookup.best(), shape, new float[143], null, false));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new DirectConvolution(KernelLookup.best(), shape, new float[144], new float[3], false));
    assertThrows(IllegalArgumentException.class, () -> conv(4, 5, 0, 4, 3, 1, 1, 1));
  }
}
