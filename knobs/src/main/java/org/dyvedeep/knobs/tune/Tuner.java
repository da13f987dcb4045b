package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.plan.Objective;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Zis;

/** Tunes the knobs of a network. */
public final class Tuner implements AutoCloseable {
  /**
   * How many pictures are run, by their multiply-accumulates in all.
   *
   * @param probed for a single layer
   * @param quick where runs only show the way
   * @param judged where they decide
   * @param reserved not to be fitted on
   */
  private record Effort(long probed, long quick, long judged, long reserved) {
    private static final long GIGA = 1_000_000_000L;

    /** By the operators that define the knobs. */
    static final Effort COUNTING = new Effort(20 * GIGA, 20 * GIGA, 120 * GIGA, 300 * GIGA);

    /** By fast kernels. */
    static final Effort FAST = new Effort(100 * GIGA, 150 * GIGA, 1200 * GIGA, 1200 * GIGA);
  }

  private static final int MOST_RESERVED = 3000;

  /** Pictures that operations are counted on for a plan that fast kernels verify. */
  private static final int COUNTED = 96;

  /** Pictures that are left to layers to be fitted on, if that is not more than half. */
  private static final int FITTED = 128;

  private final Network network;
  private final TuneSettings settings;
  private final Journal journal;
  private final TuneListener listener;
  private final Workers workers;
  private final NetworkRuns runs;
  private final Effort effort;
  private final Optional<LayerClock> clock;
  private Map<String, Double> costs = Map.of();
  private Optional<BlockLadders> blocks = Optional.empty();

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
   * @param counted on how many of the pictures, the first ones
   */
  public record Verified(Outcome outcome, Map<String, LayerCounts> counts, int counted) {}

  /** Prepares tuning. */
  public Tuner(Network network, TuneSettings settings, Journal journal, TuneListener listener) {
    this(network, settings, journal, listener, Optional.empty());
  }

  /** The same with another clock for the layers than this machine's. */
  Tuner(
      Network network,
      TuneSettings settings,
      Journal journal,
      TuneListener listener,
      Optional<LayerClock> clock) {
    this.clock = clock;
    this.effort = settings.blocks() ? Effort.FAST : Effort.COUNTING;
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
   *     before it found one. Where blocks are to save time and nothing pays, all layers are exact
   */
  public Optional<Tuned> search(Examples set, BooleanSupplier stop) {
    if (!settings.blocks()) {
      measureCosts(set);
    }
    // Settings are not judged on the pictures that they were fitted on.
    int reserved =
        Math.min(
            pictures(effort.reserved(), 50, MOST_RESERVED),
            set.size() - Math.min(FITTED, set.size() / 2));
    Examples fitted = set.first(set.size() - reserved);
    Examples judged = set.after(fitted.size()).first(pictures(effort.judged(), 125, MOST_RESERVED));
    float[][] dense = runs.dense(judged);
    List<Search.Ladder> ladders = ladders(fitted, judged, dense, stop);
    if (ladders.isEmpty() || stop.getAsBoolean()) {
      return Optional.empty();
    }
    Examples few = judged.first(pictures(effort.quick(), 24, 500));
    Search search =
        new Search(ladders, runner(few, dense), runner(judged, dense), stop, settings, listener);
    Optional<Tuned> found =
        search.run().map(best -> new Tuned(withZis(best.efforts()), best.outcome()));
    boolean exact = settings.timesBlocks() && !stop.getAsBoolean();
    return found.isEmpty() && exact ? Optional.of(exact(runner(judged, dense))) : found;
  }

  /** What remains where nothing pays. */
  private Tuned exact(Search.Runner runner) {
    return new Tuned(withZis(Map.of()), runner.run(Map.of()));
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
    Outcome outcome =
        blocks.isPresent()
            ? runs.fast(efforts, set, dense, blocks.get().left(efforts))
            : runs.run(settings.countsZis() ? withZis(efforts) : efforts, set, dense);
    journal.add(key, outcome);
    return outcome;
  }

  private List<Search.Ladder> ladders(
      Examples fitted, Examples judged, float[][] dense, BooleanSupplier stop) {
    Examples probed = judged.first(pictures(effort.probed(), 40, 200));
    LayerCalibration calibration =
        new LayerCalibration(runs, fitted, probed, dense, settings, workers);
    if (settings.blocks()) {
      return blockLadders(calibration, fitted, runner(probed, dense), stop);
    }
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

  private List<Search.Ladder> blockLadders(
      LayerCalibration calibration, Examples fitted, Search.Runner probe, BooleanSupplier stop) {
    BlockLadders ladders =
        new BlockLadders(network, calibration, runs::share, journal, listener, stop);
    blocks = Optional.of(ladders);
    ladders.fit();
    // Not before, so that everything that is timed can be timed on a quiet machine.
    measureCosts(fitted);
    if (!settings.timesBlocks()) {
      return ladders.ladders((layer, rung) -> rung.estimate().operations(), probe);
    }
    try (FastClock own = new FastClock(network, runs, fitted)) {
      LayerClock used = clock.orElse(own);
      return ladders.ladders((layer, rung) -> used.relative(layer, rung.effort()), probe);
    }
  }

  /**
   * What the objective was made of for {@link Objective#TIME}: milliseconds of each layer of the
   * network without knobs and, on blocks, of those with knobs; empty for operations.
   *
   * @param efforts the plan
   */
  public Map<String, Double> costs(Map<String, LayerEffort> efforts) {
    Map<String, Double> all = new LinkedHashMap<>(costs);
    if (settings.timesBlocks() && blocks.isPresent()) {
      efforts.forEach(
          (layer, knobs) -> {
            if (!knobs.withoutZis().isNone()) {
              double left = blocks.get().left(layer, knobs);
              all.put(layer + ", tuned", costs.getOrDefault(layer, 0.0) * left);
            }
          });
    }
    return all;
  }

  private void measureCosts(Examples set) {
    if (settings.objective() == Objective.TIME) {
      Optional<Map<String, Double>> known = journal.times();
      ModelOptions options = settings.blocks() ? network.exact() : network.options();
      costs = known.orElseGet(() -> runs.times(set, options));
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
      // Fast kernels for blocks have their own way with zeros, or none.
      boolean leave = layer.first() || (settings.blocks() && !effort.isNone());
      all.put(layer.name(), leave ? effort : effort.with(Zis.exact()));
    }
    all.values().removeIf(LayerEffort::isNone);
    return all;
  }

  /** Runs a plan on pictures that the search did not see. */
  public Verified verify(Map<String, LayerEffort> efforts, Examples set) {
    float[][] dense = runs.dense(set);
    Examples counted = settings.blocks() ? set.first(COUNTED) : set;
    NetworkRuns.Measured measured = runs.measure(efforts, counted, dense);
    Outcome outcome =
        settings.blocks()
            ? runs.fast(efforts, set, dense, measured.outcome().operations())
            : measured.outcome();
    return new Verified(outcome, measured.counts(), counted.size());
  }

  @Override
  public void close() {
    workers.close();
  }
}
