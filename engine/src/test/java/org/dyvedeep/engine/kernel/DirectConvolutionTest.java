package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** Rows of one register tile and more, whose inputs are 1 to 5 floats apart. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void firstLayersOfAllStrides(int stride) {
    int extent = 17 * stride + 3;
    int out = ConvolutionShape.outputs(extent, 5, stride, 1, 1);
    for (int outputs : new int[] {16, 40}) {
      check(
          ConvolutionShape.of(
              new PlanarLayout(3, extent, extent, 1, 1),
              BlockedLayout.of(outputs, out, out),
              5,
              stride,
              1),
          true,
          true);
    }
  }

  /** The first is SqueezeNet's last layer, the last has no pixel that reads any input. */
  @Test
  void pixelsThatReadPaddingAloneAreTheBias() {
    check(conv(32, 13, 1, 72, 1, 1, 1, 1), true, true);
    check(conv(16, 5, 3, 16, 3, 2, 3, 1), false, false);
    check(conv(20, 4, 2, 36, 1, 3, 2, 2), true, true);
    check(conv(16, 1, 1, 32, 1, 2, 1, 1), true, true);
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
      Check.image(
          kernels.description() + " " + shape,
          shape.out(),
          7,
          expected,
          y,
          Math.sqrt(inputs),
          TOLERANCE);
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
