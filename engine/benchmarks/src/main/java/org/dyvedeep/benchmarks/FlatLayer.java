package org.dyvedeep.benchmarks;

import java.util.List;
import java.util.SplittableRandom;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.DirectConvolution;
import org.dyvedeep.engine.kernel.FlatWindowConvolution;
import org.dyvedeep.engine.kernel.FlatWindowConvolution.Rule;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.CacheLines;

/**
 * A convolution over an input of which some channels are flat, and some rows of the others are
 * zero. Tiles are those that suit the kernel best.
 */
final class FlatLayer {
  private static final int FIRST = CacheLines.FIRST;

  /** Flat channels are 1 inside the border of zeros; others are far from that. */
  private static final float SPREAD = 1.5f;

  private final FlatWindowConvolution layer;
  private final FlatWindowConvolution.Scratch scratch;
  private final DirectConvolution dense;
  private final float[] x;
  private final float[] y;
  private final double operations;

  /**
   * Packs weights and makes an input.
   *
   * @param flat the share of channels that are flat
   * @param live the share of rows of the others that are not zero
   * @param skipsZeros whether products with zeros are left out
   */
  FlatLayer(
      Kernels kernels,
      LayerShape shape,
      float[] weights,
      double flat,
      double live,
      boolean skipsZeros) {
    ConvolutionShape convolution = shape.convolution();
    Rule rule =
        new Rule(
            false,
            List.of(SPREAD),
            FlatWindowConvolution.TILE_HEIGHT,
            FlatWindowConvolution.TILE_WIDTH);
    float[] bias = Data.random(shape.outputs(), 2);
    layer = new FlatWindowConvolution(kernels, convolution, weights, bias, true, rule, skipsZeros);
    dense = new DirectConvolution(kernels, convolution, weights, bias, true);
    scratch = layer.scratch();
    x = new float[FIRST + convolution.in().imageFloats()];
    y = new float[FIRST + convolution.out().imageFloats()];
    operations = shape.flops();
    fill(convolution.in(), flat, live);
  }

  private void fill(ActivationLayout in, double flat, double live) {
    SplittableRandom random = new SplittableRandom(4);
    for (int c = 0; c < in.channels(); c++) {
      // Spread evenly, so that a few channels have their share too.
      boolean even = Math.floor((c + 1) * flat + 1e-9) > Math.floor(c * flat + 1e-9);
      for (int row = 0; row < in.height(); row++) {
        boolean some = random.nextDouble() < live;
        for (int column = 0; column < in.width(); column++) {
          float rough = some ? 5 + 5 * random.nextInt(2) : 0;
          x[FIRST + in.offset(c, row, column)] = even ? 1 : rough;
        }
      }
    }
  }

  void run() {
    scratch.forget();
    layer.run(x, FIRST, y, FIRST, 0, layer.tiles(), scratch);
  }

  /** All products, by the direct kernel. */
  void runDense() {
    dense.run(x, FIRST, y, FIRST);
  }

  /** What part of the products the last run carried out. */
  double executedShare() {
    return (double) scratch.listed() / scratch.taps();
  }

  /** Floating-point operations of the dense layer. */
  double operations() {
    return operations;
  }

  /** The output; its values change with each run. */
  float[] result() {
    return y;
  }
}
