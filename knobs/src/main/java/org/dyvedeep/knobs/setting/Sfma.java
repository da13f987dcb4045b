package org.dyvedeep.knobs.setting;

import java.util.List;

/**
 * Similarity-based feature-map approximation, the paper's knob on layers: where the values under a
 * window of an input feature are alike, all its products are replaced by one, the window's mean
 * times the sum of the weights. Zeros of the padding are values like others.
 *
 * @param criterion what alike means
 * @param maxWindowSpread below which spread (range or variance, as the criterion says) values are
 *     alike; one number for all input features or one for each
 * @param tileHeight rows of output positions that decide together: alike must be all values under
 *     the windows of the tile. 1 x 1 is the paper's granularity. Each window keeps its own mean.
 * @param tileWidth columns of such a tile. Tiles are counted from the map's origin; the last ones
 *     may be smaller.
 */
public record Sfma(
    Criterion criterion, List<Float> maxWindowSpread, int tileHeight, int tileWidth) {
  /** How a spread is measured. */
  public enum Criterion {
    /** Greatest less least value. */
    RANGE,
    /** Mean of the squared differences to the mean. */
    VARIANCE
  }

  /**
   * Copies the list and checks the ranges.
   *
   * @throws InvalidSettingException if a number is out of range or not finite, or there is no
   *     threshold
   */
  public Sfma {
    maxWindowSpread = List.copyOf(maxWindowSpread);
    Settings.requireFinite("maxWindowSpread", maxWindowSpread);
    Settings.require(!maxWindowSpread.isEmpty(), "maxWindowSpread", "nothing", "a threshold");
    Settings.require(tileHeight >= 1, "tileHeight", tileHeight, "at least 1");
    Settings.require(tileWidth >= 1, "tileWidth", tileWidth, "at least 1");
  }
}
