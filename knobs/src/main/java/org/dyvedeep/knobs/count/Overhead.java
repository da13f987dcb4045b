package org.dyvedeep.knobs.count;

/**
 * Operations that a knob adds. Each comparison, addition, subtraction, multiplication or division
 * counts as one scalar operation, as a multiply-accumulate does.
 */
public enum Overhead {
  /** SPET: comparisons of a partial sum with a threshold. */
  SPET_CHECK,
  /** SDSS: greatest and least neighbour, their difference, and the comparisons with thresholds. */
  SDSS_TEST,
  /** SDSS: interpolations. */
  SDSS_INTERPOLATION,
  /**
   * SFMA: tests of windows, once for all output features: comparisons for the greatest and least
   * value, difference, and comparison with the threshold; for the variance likewise.
   */
  SFMA_TEST,
  /** SFMA: means of flat windows, once for all output features. */
  SFMA_MEAN,
  /** ZIS: comparisons of an input with zero, once for all output features. */
  ZIS_TEST
}
