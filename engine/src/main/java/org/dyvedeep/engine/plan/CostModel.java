package org.dyvedeep.engine.plan;

/**
 * What the building blocks of kernels cost on a machine, with one thread. Kernels are chosen by the
 * times that follow from these numbers alone, so the same numbers give the same choices and, bit by
 * bit, the same results.
 *
 * @param multiplyAddsPerNano multiply-accumulates a nanosecond of a direct convolution
 * @param bytesPerNano how fast weights are read from memory, in bytes a nanosecond
 * @param smallPatchNanos transforming 16 channels of a patch of Winograd's F(2x2, 3x3) there and
 *     back
 * @param largePatchNanos the same for F(4x4, 3x3)
 * @param listedMultiplyAddsPerNano multiply-accumulates a nanosecond of a convolution from listed
 *     taps
 * @param listedTapsPerNano taps a nanosecond that are tested for zeros and listed
 */
public record CostModel(
    double multiplyAddsPerNano,
    double bytesPerNano,
    double smallPatchNanos,
    double largePatchNanos,
    double listedMultiplyAddsPerNano,
    double listedTapsPerNano) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not positive and finite
   */
  public CostModel {
    check("multiplyAddsPerNano", multiplyAddsPerNano);
    check("bytesPerNano", bytesPerNano);
    check("smallPatchNanos", smallPatchNanos);
    check("largePatchNanos", largePatchNanos);
    check("listedMultiplyAddsPerNano", listedMultiplyAddsPerNano);
    check("listedTapsPerNano", listedTapsPerNano);
  }

  private static void check(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be positive and finite, got " + value);
    }
  }

  /** A core with AVX-512 at 4.1 GHz, for those who did not measure. */
  public static CostModel defaults() {
    return new CostModel(128, 61, 36, 85, 97, 0.69);
  }
}
