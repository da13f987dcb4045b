package org.dyvedeep.knobs.tune;

import org.dyvedeep.knobs.setting.LayerEffort;

/** Tells how long layers take with knobs. */
@FunctionalInterface
interface LayerClock {
  /** The time of a layer with knobs over that of the same layer without. */
  double relative(TunedLayer layer, LayerEffort effort);
}
