package org.dyvedeep.knobs.count;

/**
 * Operations that a knob adds. Each comparison, addition, subtraction, multiply-accumulate or
 * division counts as one scalar operation, as a multiply-accumulate of the layer does.
 */
public enum Overhead {
  /** SPET: comparisons of a partial sum with a threshold, one for each that is made. */
  SPET_CHECK,
  /**
   * SDSS, of n neighbours: n - 1 comparisons for the greatest, and one with the threshold if there
   * is one; where that does not decide, n - 1 for the least, the difference and its comparison.
   */
  SDSS_TEST,
  /** SDSS: interpolations; n operations for n neighbours, none for a single one. */
  SDSS_INTERPOLATION,
  /**
   * SFMA: tests of windows or tiles, once for all output features. For the range of n values, n - 1
   * comparisons each for the greatest and the least, the difference and its comparison; for their
   * variance, n for the mean, 2 n for differences and squares, a division and the comparison.
   */
  SFMA_TEST,
  /**
   * SFMA: means of flat windows, once for all output features; n operations for n values, none if n
   * is 1, nor where the test of the variance has taken the mean already (tiles of one window).
   */
  SFMA_MEAN,
  /**
   * ZIS: comparisons of an input with zero, once for all output features: one for each element of
   * the input image and each mean of a flat window. The padding is known to be 0.
   */
  ZIS_TEST
}
