package org.dyvedeep.knobs.setting;

import java.util.List;

/**
 * One check of a neuron's partial sum (bias included).
 *
 * @param fraction where the check stands: after the first {@code ceil(fraction * n)} of n products
 *     in the order (of n input features, for {@link TapOrder#FEATURES}); above 0, below 1
 * @param below a partial sum below this is predicted to end on the lower rail; one number for all
 *     outputs or one for each; empty for no such prediction
 * @param above a partial sum above this is predicted to end on the upper rail, which only sigmoid
 *     and tanh have; as {@code below}
 */
public record Stage(double fraction, List<Float> below, List<Float> above) {
  /**
   * Copies the lists and checks the ranges.
   *
   * @throws InvalidSettingException if a number is out of range or not finite
   */
  public Stage {
    below = List.copyOf(below);
    above = List.copyOf(above);
    Settings.require(
        fraction > 0 && fraction < 1, "fraction", fraction, "a number above 0 and below 1");
    Settings.requireFinite("below", below);
    Settings.requireFinite("above", above);
    Settings.require(
        !(below.isEmpty() && above.isEmpty()), "below", below, "a threshold, here or in above");
  }

  /** A check against the lower rail only. */
  public static Stage below(double fraction, List<Float> thresholds) {
    return new Stage(fraction, thresholds, List.of());
  }
}
