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
public final class ConvolutionCost {
  /** The answer where no form of Winograd's algorithm pays. */
  static final int DIRECT = 0;

  /** Of a block of 16 channels, most would be empty. */
  private static final int PLANAR_CHANNELS = 4;

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

  /** Takes what kernels cost on this machine. */
  public ConvolutionCost(CostModel costs) {
    this.costs = costs;
  }

  /** Whether a convolution reads so few channels that their input is left planar. */
  public static boolean isPlanar(int channels, int group) {
    return channels <= PLANAR_CHANNELS && group == 1;
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
    double small = smallNanos(shape, patches(SMALL, shape));
    double large =
        WinogradConvolution.handles(LARGE, shape) && WinogradConvolution.staysInCache(LARGE, shape)
            ? largeNanos(shape)
            : Double.POSITIVE_INFINITY;
    if (Math.min(small, large) >= WORTHWHILE * directNanos(shape)) {
      return DIRECT;
    }
    return small < large ? SMALL : LARGE;
  }

  /** What the layer takes in the way that {@link #winogradSide} chooses. */
  public double denseNanos(ConvolutionShape shape) {
    return switch (winogradSide(shape)) {
      case SMALL -> smallNanos(shape, patches(SMALL, shape));
      case LARGE -> largeNanos(shape);
      default -> directNanos(shape);
    };
  }

  /** What so many pixels of the layer's outputs take without Winograd's algorithm. */
  public double pixelNanos(ConvolutionShape shape, int pixels) {
    return directNanos(shape) * pixels / (shape.out().height() * shape.out().width());
  }

  /**
   * What so many patches of 2x2 outputs take by Winograd's algorithm.
   *
   * @param shape one that {@link WinogradConvolution#handles} with 2 outputs along each axis
   */
  public double patchNanos(ConvolutionShape shape, int patches) {
    return smallNanos(shape, patches);
  }

  private double smallNanos(ConvolutionShape shape, double patches) {
    boolean wide = shape.kernelY() == 5;
    double widePatchNanos = (costs.smallPatchNanos() + costs.largePatchNanos()) / 2;
    return winogradNanos(SMALL, wide ? widePatchNanos : costs.smallPatchNanos(), shape, patches);
  }

  private double largeNanos(ConvolutionShape shape) {
    return winogradNanos(LARGE, costs.largePatchNanos(), shape, patches(LARGE, shape));
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

  private double winogradNanos(
      int side, double patchNanos, ConvolutionShape shape, double patches) {
    double weights = WinogradConvolution.weightFloats(side, shape);
    double blocks = (shape.in().channels() + shape.out().channels()) / 16.0;
    return weights * patches / costs.multiplyAddsPerNano()
        + weights * Float.BYTES / costs.bytesPerNano()
        + patches * blocks * patchNanos;
  }

  private static double patches(int side, ConvolutionShape shape) {
    return Math.ceil((double) shape.out().height() / side)
        * Math.ceil((double) shape.out().width() / side);
  }
}
