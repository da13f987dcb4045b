package org.dyvedeep.knobs.setting;

import java.util.List;

/**
 * SPET by thresholds: after each stage the partial sum decides.
 *
 * @param order the order of the products
 * @param importance how much each of the layer's input features matters in the order, such as its
 *     mean activation; empty for all alike
 * @param stages the checks, by ascending fraction; at least one
 * @param pixels how many neighbouring positions of a row decide together, first to last: all of
 *     them stop, or none does. 1 is the paper's granularity; fast kernels use 4 to 16. Positions
 *     are grouped from column 0 on; the last group of a row may be smaller.
 */
public record StagedSpet(TapOrder order, List<Float> importance, List<Stage> stages, int pixels)
    implements Spet {
  /**
   * Copies the lists and checks the ranges.
   *
   * @throws InvalidSettingException if a number is out of range, or stages are missing or not in
   *     order
   */
  public StagedSpet {
    importance = List.copyOf(importance);
    stages = List.copyOf(stages);
    Settings.requireFinite("importance", importance);
    Settings.require(!stages.isEmpty(), "stages", stages, "at least one stage");
    for (int i = 1; i < stages.size(); i++) {
      Settings.require(
          stages.get(i).fraction() > stages.get(i - 1).fraction(),
          "stages",
          stages.get(i).fraction(),
          "fractions that rise from stage to stage");
    }
    Settings.require(pixels >= 1, "pixels", pixels, "at least 1");
  }
}
