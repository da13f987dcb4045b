package org.dyvedeep.knobs.setting;

/**
 * Zero-input skipping, not in the paper: products whose input is 0 are left out, which changes no
 * result; with an epsilon above 0, so are those whose input is that close to 0, which does.
 *
 * @param epsilon the greatest |input| that is skipped; 0 for the exact knob
 */
public record Zis(float epsilon) {
  /**
   * Checks the range.
   *
   * @throws InvalidSettingException if it is negative or not finite
   */
  public Zis {
    Settings.require(
        epsilon >= 0 && Float.isFinite(epsilon), "epsilon", epsilon, "a finite number from 0 on");
  }

  /** The knob that changes no result. */
  public static Zis exact() {
    return new Zis(0);
  }
}
