package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.plan.Objective;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Zis;

/** Tunes the knobs of a network. */
public final class Tuner implements AutoCloseable {
  /** Multiply-accumulates of the pictures that runs for a single layer are made on. */
  private static final long PROBED_MACS = 20_000_000_000L;

  /** The same for runs that only show the way. */
  private static final long QUICK_MACS = 20_000_000_000L;

  /** The same for pictures that layers are not fitted on. */
  private static final long RESERVED_MACS = 300_000_000_000L;

  private static final int MOST_RESERVED = 3000;

  /** The same for those of them that decide. */
  private static final long JUDGED_MACS = 120_000_000_000L;

  /** Pictures that are left to layers to be fitted on, if that is not more than half. */
  private static final int FITTED = 128;

  private final Network network;
  private final TuneSettings settings;
  private final Journal journal;
  private final TuneListener listener;
  private final Workers workers;
  private final NetworkRuns runs;
  private Map<String, Double> costs = Map.of();

  /**
   * A plan, and how it did.
   *
   * @param efforts the knobs by layer
   * @param search how they did on the search set
   */
  public record Tuned(Map<String, LayerEffort> efforts, Outcome search) {}

  /**
   * How a plan did on pictures that no search has seen.
   *
   * @param outcome the loss
   * @param counts operations by layer, as the operators counted them
   */
  public record Verified(Outcome outcome, Map<String, LayerCounts> counts) {}

  /** Prepares tuning. */
  public Tuner(Network network, TuneSettings settings, Journal journal, TuneListener listener) {
    this.network = network;
    this.settings = settings;
    this.journal = journal;
    this.listener = listener;
    this.workers = new Workers(settings.threads());
    this.runs = new NetworkRuns(network, workers);
  }

  /**
   * Searches for a plan.
   *
   * @param set pictures to search on
   * @param stop asked now and then whether to come to an end with what there is
   * @return empty if no plan that saves anything keeps within the loss, or the search was stopped
   *     before it found one
   */
  public Optional<Tuned> search(Examples set, BooleanSupplier stop) {
    measureCosts(set);
    // Settings are not judged on the pictures that they were fitted on.
    int reserved =
        Math.min(
            pictures(RESERVED_MACS, 50, MOST_RESERVED),
            set.size() - Math.min(FITTED, set.size() / 2));
    Examples fitted = set.first(set.size() - reserved);
    Examples judged = set.after(fitted.size()).first(pictures(JUDGED_MACS, 125, MOST_RESERVED));
    float[][] dense = runs.dense(judged);
    List<Search.Ladder> ladders = ladders(fitted, judged, dense, stop);
    if (ladders.isEmpty() || stop.getAsBoolean()) {
      return Optional.empty();
    }
    Examples few = judged.first(pictures(QUICK_MACS, 24, 500));
    Search search =
        new Search(ladders, runner(few, dense), runner(judged, dense), stop, settings, listener);
    return search.run().map(found -> new Tuned(withZis(found.efforts()), found.outcome()));
  }

  private int pictures(long macs, int least, int most) {
    return (int) Math.max(least, Math.min(most, macs / network.macs()));
  }

  private Search.Runner runner(Examples set, float[][] dense) {
    Map<String, Outcome> made = new HashMap<>();
    return efforts ->
        made.computeIfAbsent(Search.key(efforts), key -> outcome(key, efforts, set, dense));
  }

  private Outcome outcome(
      String settingsKey, Map<String, LayerEffort> efforts, Examples set, float[][] dense) {
    String key = set.size() + ":" + settingsKey;
    Optional<Outcome> known = journal.outcome(key);
    if (known.isPresent()) {
      return known.get();
    }
    Outcome outcome = runs.run(settings.countsZis() ? withZis(efforts) : efforts, set, dense);
    journal.add(key, outcome);
    return outcome;
  }

  private List<Search.Ladder> ladders(
      Examples fitted, Examples judged, float[][] dense, BooleanSupplier stop) {
    Examples probed = judged.first(pictures(PROBED_MACS, 40, 200));
    LayerCalibration calibration =
        new LayerCalibration(runs, fitted, probed, dense, settings, workers);
    List<TunedLayer> layers = network.layers();
    List<Search.Ladder> ladders = new ArrayList<>();
    for (TunedLayer layer : layers) {
      if (stop.getAsBoolean()) {
        return List.of();
      }
      double share = runs.share(layer.name());
      List<Rung> rungs =
          journal
              .ladder(layer.name())
              .orElseGet(
                  () -> {
                    List<Rung> found = calibration.rungs(layer, Rungs.exchanges(share));
                    journal.add(layer.name(), found);
                    return found;
                  });
      ladders.add(new Search.Ladder(layer.name(), rungs, share));
      listener.progress("calibrating layers", ladders.size(), layers.size());
    }
    return ladders;
  }

  /**
   * What the objective was made of: milliseconds of each layer of the dense network for {@link
   * Objective#TIME}; empty for operations.
   */
  public Map<String, Double> costs() {
    return costs;
  }

  private void measureCosts(Examples set) {
    if (settings.objective() == Objective.TIME) {
      Optional<Map<String, Double>> known = journal.times();
      costs = known.orElseGet(() -> runs.times(set));
      if (known.isEmpty()) {
        journal.add(costs);
      }
      double all = costs.values().stream().mapToDouble(Double::doubleValue).sum();
      Map<String, Double> shares = new LinkedHashMap<>();
      costs.forEach((layer, millis) -> shares.put(layer, millis / all));
      runs.setShares(shares);
    }
  }

  private Map<String, LayerEffort> withZis(Map<String, LayerEffort> efforts) {
    if (!settings.knobs().contains(Knobs.ZIS)) {
      return efforts;
    }
    Map<String, LayerEffort> all = new LinkedHashMap<>();
    for (TunedLayer layer : network.layers()) {
      LayerEffort effort = efforts.getOrDefault(layer.name(), LayerEffort.none());
      all.put(layer.name(), layer.first() ? effort : effort.with(Zis.exact()));
    }
    all.values().removeIf(LayerEffort::isNone);
    return all;
  }

  /** Runs a plan on pictures that the search did not see. */
  public Verified verify(Map<String, LayerEffort> efforts, Examples set) {
    NetworkRuns.Measured measured = runs.measure(efforts, set, runs.dense(set));
    return new Verified(measured.outcome(), measured.counts());
  }

  @Override
  public void close() {
    workers.close();
  }
}
