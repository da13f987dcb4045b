package org.dyvedeep.engine.backend.direct;

import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.SparseInputConvolution;
import org.dyvedeep.engine.kernel.WinogradConvolution;
import org.dyvedeep.engine.plan.CostModel;

/**
 * Estimates what ways of convolving take on one thread. On the layers of VGG-16, OverFeat, AlexNet
 * and SqueezeNet, estimates by a calibrated model are within 15% of the times. The number of
 * threads plays no part, so that it changes no result.
 */
final class ConvolutionCost {
  /** The answer where no form of Winograd's algorithm pays. */
  static final int DIRECT = 0;

  private static final int SMALL = 2;
  private static final int LARGE = 4;

  /** Winograd costs some precision and memory, so it must save something. */
  private static final double WORTHWHILE = 0.85;

  /** Leaving out zeros changes nothing but the time, so it may save little. */
  private static final double WORTH_SKIPPING = 0.95;

  /** Where listing taps takes more, even looking at some of the input costs too much. */
  private static final double DEAREST_LISTING = 0.12;

  /** Activations hardly ever have fewer nonzero values. */
  private static final double LEAST_SHARE = 0.1;

  private final CostModel costs;

  ConvolutionCost(CostModel costs) {
    this.costs = costs;
  }

  /**
   * The outputs of a patch, along each axis, of the form of Winograd's algorithm to use: 2, 4, or
   * {@link #DIRECT} for none.
   *
   * <p>F(4x4, 3x3) multiplies the room of the weights by 4, F(2x2, 3x3) by 16/9: the former is for
   * layers whose weights stay in a cache even so. F(2x2, 5x5) transforms inputs as F(4x4, 3x3) does
   * and outputs as F(2x2, 3x3) does.
   */
  int winogradSide(ConvolutionShape shape) {
    if (!WinogradConvolution.handles(SMALL, shape)) {
      return DIRECT;
    }
    boolean wide = shape.kernelY() == 5;
    double widePatchNanos = (costs.smallPatchNanos() + costs.largePatchNanos()) / 2;
    double small = winogradNanos(SMALL, wide ? widePatchNanos : costs.smallPatchNanos(), shape);
    double large =
        WinogradConvolution.handles(LARGE, shape) && WinogradConvolution.staysInCache(LARGE, shape)
            ? winogradNanos(LARGE, costs.largePatchNanos(), shape)
            : Double.POSITIVE_INFINITY;
    if (Math.min(small, large) >= WORTHWHILE * directNanos(shape)) {
      return DIRECT;
    }
    return small < large ? SMALL : LARGE;
  }

  /**
   * Up to which share of live taps leaving out zeros saves time against the direct kernel; 0 where
   * it is not worth looking for them.
   */
  double mostLive(ConvolutionShape shape) {
    if (!SparseInputConvolution.handles(shape)) {
      return 0;
    }
    int pixels = shape.out().height() * shape.out().width();
    double tiles = Math.ceil((double) pixels / SparseInputConvolution.TILE_PIXELS);
    double taps = (double) shape.multiplyAccumulates() / pixels / shape.out().channels();
    double listing = tiles * taps / costs.listedTapsPerNano();
    double most =
        (WORTH_SKIPPING * directNanos(shape) - listing)
            * costs.listedMultiplyAddsPerNano()
            / shape.multiplyAccumulates();
    return listing > DEAREST_LISTING * directNanos(shape) || most < LEAST_SHARE ? 0 : most;
  }

  private double directNanos(ConvolutionShape shape) {
    return shape.multiplyAccumulates() / costs.multiplyAddsPerNano();
  }

  private double winogradNanos(int side, double patchNanos, ConvolutionShape shape) {
    double weights = WinogradConvolution.weightFloats(side, shape);
    double patches = patches(shape.out().height(), side) * patches(shape.out().width(), side);
    double blocks = (shape.in().channels() + shape.out().channels()) / 16.0;
    return weights * patches / costs.multiplyAddsPerNano()
        + weights * Float.BYTES / costs.bytesPerNano()
        + patches * blocks * patchNanos;
  }

  private static double patches(int outputs, int side) {
    return Math.ceil((double) outputs / side);
  }
}
