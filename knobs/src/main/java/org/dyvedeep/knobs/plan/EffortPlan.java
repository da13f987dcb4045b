package org.dyvedeep.knobs.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.knobs.setting.LayerEffort;

/**
 * Which knobs each layer of one network has. It belongs to the network's weights: thresholds mean
 * nothing for others.
 *
 * @param model the network's name, for people
 * @param weights the {@linkplain WeightsFingerprint fingerprint} of the weights it was made for
 * @param granularity on what the knobs decide
 * @param layers the knobs by layer name; layers that are absent are computed in full
 * @param tuning how it was found; empty for one made by hand
 * @param machine the machine it was tuned for, where that matters
 */
public record EffortPlan(
    String model,
    String weights,
    Granularity granularity,
    Map<String, LayerEffort> layers,
    Optional<Tuning> tuning,
    Optional<Machine> machine) {
  /** The version of the format that this program reads and writes. */
  public static final int VERSION = 1;

  /** Copies the map, whose order is kept. */
  public EffortPlan {
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
  }

  /** A plan for a network, with nothing said of how it was found. */
  public static EffortPlan of(
      Graph graph, Granularity granularity, Map<String, LayerEffort> layers) {
    return new EffortPlan(
        graph.name(),
        WeightsFingerprint.of(graph),
        granularity,
        layers,
        Optional.empty(),
        Optional.empty());
  }

  /** A layer's knobs; all off for a layer that the plan does not name. */
  public LayerEffort effort(String layer) {
    return layers.getOrDefault(layer, LayerEffort.none());
  }

  /** The same for other knobs. */
  public EffortPlan withLayers(Map<String, LayerEffort> others) {
    return new EffortPlan(model, weights, granularity, others, tuning, machine);
  }

  /** The same, found in this way. */
  public EffortPlan withTuning(Tuning how) {
    return new EffortPlan(model, weights, granularity, layers, Optional.of(how), machine);
  }

  /** The same, tuned for this machine. */
  public EffortPlan withMachine(Machine where) {
    return new EffortPlan(model, weights, granularity, layers, tuning, Optional.of(where));
  }
}
