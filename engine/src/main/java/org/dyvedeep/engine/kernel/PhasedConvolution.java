package org.dyvedeep.engine.kernel;

/**
 * A strided convolution of planar inputs by Winograd's algorithm, over the {@link StridePhases} of
 * its input, which each thread rearranges as far as its groups read it.
 */
public final class PhasedConvolution implements PatchConvolution {
  private final StridePhases phases;
  private final WinogradConvolution kernel;

  /**
   * Rearranges, transforms and packs the weights, which are not kept.
   *
   * @param side outputs of a patch along each axis, as {@link WinogradConvolution} {@linkplain
   *     WinogradConvolution#handles handles} them for {@link StridePhases#unit}
   * @param weights O x C x k x k
   * @param bias one value an output; null for none
   * @param relu whether negative results become zero
   * @param threads how many threads will share the work
   * @throws IllegalArgumentException if the shape is not handled, or weights or bias have another
   *     length than it asks for
   */
  public PhasedConvolution(
      Kernels kernels,
      int side,
      ConvolutionShape shape,
      float[] weights,
      float[] bias,
      boolean relu,
      int threads) {
    this.phases = StridePhases.of(shape);
    int taps = shape.kernelY() * shape.kernelX();
    if (weights.length != (long) taps * shape.in().channels() * shape.out().channels()) {
      throw new IllegalArgumentException("these are not the weights of " + shape);
    }
    this.kernel =
        new WinogradConvolution(
            kernels, side, phases.unit(), phases.weights(weights), bias, relu, threads);
  }

  @Override
  public int groups() {
    return kernel.groups();
  }

  @Override
  public int strips() {
    return kernel.strips();
  }

  @Override
  public int scratchFloats() {
    return Math.addExact(kernel.scratchFloats(), phases.unit().in().imageFloats());
  }

  @Override
  public void run(
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int fromGroup,
      int toGroup,
      int fromStrip,
      int toStrip,
      float[] scratch,
      int so) {
    int image = so + kernel.scratchFloats();
    if (fromGroup < toGroup && fromStrip < toStrip) {
      int last = kernel.endRow(toGroup - 1);
      phases.fill(x, xImage, scratch, image, kernel.firstRow(fromGroup), last);
    }
    kernel.run(scratch, image, y, yImage, fromGroup, toGroup, fromStrip, toStrip, scratch, so);
  }
}
