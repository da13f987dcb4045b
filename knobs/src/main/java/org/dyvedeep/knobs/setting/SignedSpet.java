package org.dyvedeep.knobs.setting;

/**
 * The exact variant of SPET, for inputs that are never negative and a ReLU behind: products with
 * positive weights come first, in the order of the weights, then the others by descending |w|. Once
 * the sum is below 0 among the latter, it stays there.
 *
 * @param every how many of the other products are summed up between checks of the sum; the first
 *     check stands before them, none after the last
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
