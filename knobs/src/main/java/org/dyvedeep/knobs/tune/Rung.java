package org.dyvedeep.knobs.tune;

import org.dyvedeep.knobs.setting.LayerEffort;

/**
 * One of the settings that a layer may have.
 *
 * @param effort the setting
 * @param estimate what it does on the sampled neurons
 */
public record Rung(LayerEffort effort, Estimate estimate) {
  static final Rung DENSE = new Rung(LayerEffort.none(), Estimate.DENSE);
}
