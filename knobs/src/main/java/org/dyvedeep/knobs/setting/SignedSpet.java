package org.dyvedeep.knobs.setting;

/**
 * The exact variant of SPET, for inputs that are never negative and a ReLU behind: products with
 * positive weights come first, in the order of the weights, then those with negative ones by
 * descending |w|. Once the sum is below 0 among the latter, it stays there.
 *
 * @param every how many negative products are summed up between checks of the sum
 */
public record SignedSpet(int every) implements Spet {
  /**
   * Checks the range.
   *
   * @throws InvalidSettingException if it is below 1
   */
  public SignedSpet {
    Settings.require(every >= 1, "every", every, "at least 1");
  }
}
