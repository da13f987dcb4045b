package org.dyvedeep.engine.backend.direct;

import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.SparseInputConvolution;
import org.dyvedeep.engine.kernel.StridePhases;
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

  /** Outputs of a patch along each axis, of the forms of Winograd's algorithm. */
  private static final int[] SIDES = {SMALL, 4, 5, 6};

  private static final int LARGEST = 6;

  /** By the estimate; 27x27 outputs took longer by F(6x6, 3x3) where it promised a tenth. */
  private static final double LARGEST_GAIN = 0.88;

  /** Patches that the register tiles of the vector kernels hold, up to 12. */
  private static final int[] SMALLER_TILES = {8, 9, 12};

  /** Multiply-accumulates in the time that transforming a 3x3 kernel for F(4x4, 3x3) takes. */
  private static final double KERNEL_OPERATIONS = 260;

  /** Multiply-accumulates in the time that moving a float to its phase takes. */
  private static final double PHASE_OPERATIONS = 30;

  /** So many weights, 1 MiB, are read from a cache in any case, as in small networks. */
  private static final double NEAR_WEIGHTS = 1 << 18;

  /** How much longer a layer may take for weights that need no more room than plain ones. */
  private static final double THRIFT = 1.1;

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
   * The outputs of a patch, along each axis, of the form of Winograd's algorithm to use: 2, 4, 5,
   * 6, or {@link #DIRECT} for none.
   *
   * <p>F(4x4, 3x3) multiplies the room of the weights by 4, F(6x6, 3x3) by 7, F(2x2, 3x3) by 16/9
   * alone: patches of more than 2 x 2 outputs are for layers whose weights stay in a cache even so,
   * or are transformed at each run. A strided convolution is run over its {@link StridePhases}.
   */
  int winogradSide(ConvolutionShape layer) {
    ConvolutionShape shape = StridePhases.unit(layer);
    int best = DIRECT;
    double least = WORTHWHILE * directNanos(layer) - phaseNanos(layer);
    for (int side : SIDES) {
      if (runs(side, shape)) {
        double nanos = winogradNanos(side, shape);
        if (nanos < least * allowance(side, shape, best)) {
          best = side;
          least = nanos;
        }
      }
    }
    return best;
  }

  /** What a form may take in comparison with the best of those with fewer outputs a patch. */
  private static double allowance(int side, ConvolutionShape shape, int best) {
    if (best == DIRECT) {
      return 1;
    }
    return WinogradConvolution.isFresh(side, shape) ? THRIFT : side == LARGEST ? LARGEST_GAIN : 1;
  }

  private static boolean runs(int side, ConvolutionShape shape) {
    return WinogradConvolution.handles(side, shape)
        && (side == SMALL
            || WinogradConvolution.staysInCache(side, shape)
            || WinogradConvolution.isFresh(side, shape));
  }

  /** What the layer takes in the way that {@link #winogradSide} chooses. */
  public double denseNanos(ConvolutionShape layer) {
    int side = winogradSide(layer);
    return side == DIRECT
        ? directNanos(layer)
        : phaseNanos(layer) + winogradNanos(side, StridePhases.unit(layer));
  }

  private double phaseNanos(ConvolutionShape layer) {
    int floats = StridePhases.handles(layer) ? StridePhases.unit(layer).in().imageFloats() : 0;
    return floats * PHASE_OPERATIONS / costs.multiplyAddsPerNano();
  }

  /** What so many pixels of the layer's outputs take without Winograd's algorithm. */
  public double pixelNanos(ConvolutionShape shape, int pixels) {
    return directNanos(shape) * pixels / (shape.out().height() * shape.out().width());
  }

  /**
   * What so many patches of 2x2 outputs take by Winograd's algorithm, if they fill register tiles.
   *
   * @param shape one that {@link WinogradConvolution#handles} with 2 outputs along each axis
   */
  public double patchNanos(ConvolutionShape shape, int patches) {
    return winogradNanos(SMALL, shape, patches, patches);
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

  private double winogradNanos(int side, ConvolutionShape shape) {
    double patches = patches(side, shape);
    return winogradNanos(side, shape, patches, tiled(patches));
  }

  private double winogradNanos(
      int side, ConvolutionShape shape, double patches, double multiplied) {
    double weights = WinogradConvolution.weightFloats(side, shape);
    double blocks = (shape.in().channels() + shape.out().channels()) / 16.0;
    return weights * multiplied / costs.multiplyAddsPerNano()
        + weightNanos(side, shape, patches)
        + patches * blocks * transformationNanos(side, shape.kernelY());
  }

  /** What it takes to read the weights, and to transform them where they are not kept so. */
  private double weightNanos(int side, ConvolutionShape shape, double patches) {
    if (!WinogradConvolution.isFresh(side, shape)) {
      double transformed = WinogradConvolution.weightFloats(side, shape);
      return Math.max(0, transformed - NEAR_WEIGHTS) * Float.BYTES / costs.bytesPerNano();
    }
    double kernels = (double) shape.in().channels() / shape.group() * shape.out().channels();
    double taps = kernels * shape.kernelY() * shape.kernelX();
    double groups = Math.ceil(patches / WinogradConvolution.mostPatches(side, shape));
    return taps * Float.BYTES / costs.bytesPerNano()
        + groups * kernels * KERNEL_OPERATIONS / costs.multiplyAddsPerNano();
  }

  /** Patches with those that a register tile computes for nothing, where there are few. */
  private static double tiled(double patches) {
    double groups = Math.ceil(patches / WinogradConvolution.TILE_PATCHES);
    double size = Math.ceil(patches / groups);
    for (int tile : SMALLER_TILES) {
      if (size <= tile) {
        return groups * tile;
      }
    }
    return groups * size;
  }

  /**
   * F(2x2, 5x5) and F(4x4, 5x5) transform inputs as the form of 3x3 kernels with as large a patch
   * does, and outputs nearly as the form with as many outputs; F(5x5, 4x4) does not take much less
   * than F(6x6, 3x3).
   */
  private double transformationNanos(int side, int kernel) {
    return kernel == 5 ? (patchNanos(side) + patchNanos(side + 2)) / 2 : patchNanos(side);
  }

  /** For a 3x3 kernel. */
  private double patchNanos(int side) {
    return switch (side) {
      case SMALL -> costs.smallPatchNanos();
      case 4 -> costs.largePatchNanos();
      default -> costs.largestPatchNanos();
    };
  }

  private static double patches(int side, ConvolutionShape shape) {
    return Math.ceil((double) shape.out().height() / side)
        * Math.ceil((double) shape.out().width() / side);
  }
}
