package org.dyvedeep.engine.backend.direct;

import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.WinogradConvolution;

/**
 * What ways of convolving cost, in multiply-accumulates of the direct kernel. The constants were
 * fitted to the layers of VGG-16, OverFeat, AlexNet and SqueezeNet on a processor with AVX-512,
 * where the estimates are within 25% of the times; only the ratio of two estimates matters.
 */
final class ConvolutionCost {
  /** Winograd's patches: 6 x 6 places, for 4 x 4 outputs. */
  private static final long PLACES = 36;

  private static final int SIDE = 4;

  /** Transforming one channel of a patch there or back, where input and output stay in caches. */
  private static final long TRANSFORM = 1100;

  /** The same for larger values, bound by memory. */
  private static final long FAR_TRANSFORM = 3000;

  /** Channels of patches, of 64 bytes each, that stay in a cache of 2 MiB. */
  private static final long NEAR_CHANNELS = 1 << 15;

  /** Reading a transformed weight from memory, which each run does once. */
  private static final long WEIGHT = 16;

  /** Winograd costs some precision and memory, so it must save something. */
  private static final double WORTHWHILE = 0.85;

  private ConvolutionCost() {}

  /** Whether Winograd's way is clearly faster than the direct one. */
  static boolean prefersWinograd(ConvolutionShape shape) {
    return WinogradConvolution.handles(shape)
        && winograd(shape) < WORTHWHILE * shape.multiplyAccumulates();
  }

  private static double winograd(ConvolutionShape shape) {
    long patches = patches(shape.out().height()) * patches(shape.out().width());
    double products = (double) PLACES * shape.in().channels() * shape.out().channels();
    double channels = (double) patches * (shape.in().channels() + shape.out().channels());
    double transform = channels > NEAR_CHANNELS ? FAR_TRANSFORM : TRANSFORM;
    return products * (patches + WEIGHT) + channels * transform;
  }

  private static long patches(int outputs) {
    return (outputs + SIDE - 1L) / SIDE;
  }
}
