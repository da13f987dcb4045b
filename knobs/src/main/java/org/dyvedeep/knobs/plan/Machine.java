package org.dyvedeep.knobs.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The machine whose time a plan was tuned for.
 *
 * @param description processor, cores and whatever else matters
 * @param costs measured costs that decided, by name
 */
public record Machine(String description, Map<String, Double> costs) {
  /** Copies the map. */
  public Machine {
    costs = Collections.unmodifiableMap(new LinkedHashMap<>(costs));
  }
}
