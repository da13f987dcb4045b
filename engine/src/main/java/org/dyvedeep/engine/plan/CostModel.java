package org.dyvedeep.engine.plan;

import java.util.Locale;
import java.util.Optional;

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
 * @param largestPatchNanos the same for F(6x6, 3x3)
 * @param listedMultiplyAddsPerNano multiply-accumulates a nanosecond of a convolution from listed
 *     taps
 * @param listedTapsPerNano taps a nanosecond that are tested for zeros and listed
 */
public record CostModel(
    double multiplyAddsPerNano,
    double bytesPerNano,
    double smallPatchNanos,
    double largePatchNanos,
    double largestPatchNanos,
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
    check("largestPatchNanos", largestPatchNanos);
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
    return new CostModel(128, 61, 36, 85, 190, 97, 0.69);
  }

  /**
   * What cannot be true of these costs on any machine, if something: how they stand to each other
   * hardly depends on the machine, unless one was measured while its kernel was not compiled yet.
   */
  public Optional<String> doubt() {
    return doubt("F(4x4) patches over F(2x2) patches", largePatchNanos / smallPatchNanos, 0.8, 10)
        .or(
            () ->
                doubt(
                    "F(6x6) patches over F(4x4) patches",
                    largestPatchNanos / largePatchNanos,
                    0.8,
                    10))
        .or(() -> patches("a patch of F(2x2)", smallPatchNanos, 500, 15_000))
        .or(() -> patches("a patch of F(4x4)", largePatchNanos, 1500, 25_000))
        .or(() -> patches("a patch of F(6x6)", largestPatchNanos, 3000, 75_000))
        .or(() -> perMultiplyAdd("products with zeros left out", listedMultiplyAddsPerNano, 0.1, 4))
        .or(() -> perMultiplyAdd("tests for zeros", listedTapsPerNano, 1 / 4000.0, 0.1))
        .or(() -> perMultiplyAdd("bytes of weights", bytesPerNano, 0.02, 50));
  }

  private Optional<String> patches(String what, double nanos, double least, double most) {
    return doubt("multiply-accumulates in " + what, nanos * multiplyAddsPerNano, least, most);
  }

  private Optional<String> perMultiplyAdd(String what, double rate, double least, double most) {
    return doubt(what + " a multiply-accumulate", rate / multiplyAddsPerNano, least, most);
  }

  private static Optional<String> doubt(String what, double found, double least, double most) {
    return found >= least && found <= most
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT, "%s: %.3g, but machines have %.3g to %.3g", what, found, least, most));
  }
}
