package org.dyvedeep.knobs.setting;

import java.util.List;
import java.util.Locale;

/**
 * Significance-driven selective sampling, the paper's knob on features: neurons on a regular grid
 * are computed; each of the rest is approximated from its computed neighbours if these say that the
 * region is insignificant (their greatest value lies below {@code maxActivation}) or smooth (their
 * spread, greatest less least, lies below {@code maxSpread}), and computed otherwise. The second
 * test is made only where the first does not say yes already.
 *
 * @param grid which neurons are on the grid
 * @param periodY rows after which the grid repeats itself: from one grid row to the next; 2 for a
 *     checkerboard, 4 for patches
 * @param periodX the same for columns
 * @param basis which values of the neighbours are looked at and interpolated
 * @param maxSpread below which spread a region is smooth; one number for all outputs or one for
 *     each; empty for no such test
 * @param maxActivation below which greatest value a region is insignificant; as {@code maxSpread}
 * @param interpolation how the approximation is made
 * @param allFeatures whether all output features decide together at a position: approximated only
 *     where each of them would be; they are asked in their order until one says no
 */
public record Sdss(
    Grid grid,
    int periodY,
    int periodX,
    Basis basis,
    List<Float> maxSpread,
    List<Float> maxActivation,
    Interpolation interpolation,
    boolean allFeatures) {
  /** Which neurons are computed in any case. */
  public enum Grid {
    /**
     * Rows that are multiples of the one period and columns that are multiples of the other. The
     * neighbours of a neuron are the corners of its grid cell: the grid rows at or above and below
     * it, crossed with the grid columns at or left and right of it, as far as they exist.
     */
    SQUARE,
    /**
     * Where row + column is even. The neighbours are those above, left, right and below that exist.
     */
    CHECKERBOARD,
    /**
     * A checkerboard of patches of 2 x 2, counted from the map's origin; at the border they may be
     * smaller. The neurons of a patch decide together, by neighbours that they have in common:
     * those of the four patches beside, above and below that touch the patch, as far as they exist.
     * Each neuron is interpolated from those in its own row and column alone.
     */
    PATCHES;

    /** The period of a grid that has but one; 0 for one that is given. */
    private int fixedPeriod() {
      return switch (this) {
        case SQUARE -> 0;
        case CHECKERBOARD -> 2;
        case PATCHES -> 4;
      };
    }
  }

  /** Which of a neighbour's values count. */
  public enum Basis {
    /** Its activation, so that all negative sums look alike behind a ReLU. */
    ACTIVATION,
    /**
     * Its sum before the activation (where SPET stopped: the partial sum). The activation is
     * applied to the interpolated sum.
     */
    SUM
  }

  /** How neighbours are combined. */
  public enum Interpolation {
    /** Their mean. */
    AVERAGE,
    /**
     * Weighted linearly by the distance along each axis; on a checkerboard, whose neighbours are
     * all at distance 1, the mean. In patches, weighted by 1 / distance: where none is missing,
     * that is the mean of what is linear along either axis.
     */
    BILINEAR
  }

  /**
   * Copies the lists and checks the ranges.
   *
   * @throws InvalidSettingException if a number is out of range or not finite, or both tests are
   *     missing
   */
  public Sdss {
    maxSpread = List.copyOf(maxSpread);
    maxActivation = List.copyOf(maxActivation);
    Settings.require(periodY >= 1, "periodY", periodY, "at least 1");
    Settings.require(periodX >= 1, "periodX", periodX, "at least 1");
    int period = grid.fixedPeriod();
    Settings.require(
        period == 0 || (periodY == period && periodX == period),
        "periodY and periodX",
        periodY + ", " + periodX,
        period + " and " + period + " for " + grid.name().toLowerCase(Locale.ROOT));
    Settings.require(
        periodY > 1 || periodX > 1,
        "periodY and periodX",
        periodY + ", " + periodX,
        "one above 1, or nothing is sampled");
    Settings.requireFinite("maxSpread", maxSpread);
    Settings.requireFinite("maxActivation", maxActivation);
    Settings.require(
        !(maxSpread.isEmpty() && maxActivation.isEmpty()),
        "maxSpread",
        maxSpread,
        "a threshold, here or in maxActivation");
  }
}
