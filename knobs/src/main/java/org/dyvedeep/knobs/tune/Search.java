package org.dyvedeep.knobs.tune;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dyvedeep.knobs.setting.LayerEffort;

/**
 * Finds the rung that each layer's setting is taken from. All layers stand at the same price, up to
 * a shift of each; the price is raised until the loss meets the target. Shifts are found by trying
 * each layer a little higher at the working point: where scores suffer more for an operation saved
 * than elsewhere, the layer is moved down, and up where they suffer less.
 */
final class Search {
  private static final int TRIED_STEP = 2;
  private static final int GREATEST_SHIFT = 4;
  private static final int ROUNDS = 2;
  private static final int ATTEMPTS = 5;

  /** How much of its target a loss must have used up to be left at that. */
  private static final double NEAR = 0.85;

  /** Percentage points for a unit of divergence, before anything was measured. */
  private static final double TYPICAL_LOSS = 45;

  /**
   * What part of the loss the search may use up: a search set is small and was chosen from, and the
   * network may know it from its training, so that what it says is too good.
   */
  private static final double AIM = 0.5;

  private final List<Ladder> ladders;
  private final Runner quick;
  private final Runner full;
  private final BooleanSupplier stop;
  private final TuneSettings settings;
  private final TuneListener listener;
  private final int[] shifts;
  private Optional<Found> best = Optional.empty();
  private double lossPerDivergence = TYPICAL_LOSS;
  private int runs;

  /** Runs the network with settings on a set of pictures. */
  @FunctionalInterface
  interface Runner {
    Outcome run(Map<String, LayerEffort> efforts);
  }

  /**
   * One layer's settings.
   *
   * @param layer its name
   * @param rungs settings at ascending prices
   * @param share what part of the network's operations, or time, it has
   */
  record Ladder(String layer, List<Rung> rungs, double share) {}

  /**
   * A plan that meets the target on the search set.
   *
   * @param efforts the settings
   * @param outcome how they did on the search set
   */
  record Found(Map<String, LayerEffort> efforts, Outcome outcome) {}

  /**
   * Prepares a search.
   *
   * @param quick runs on some of the search set
   * @param full runs on all of it
   * @param stop whether to come to an end
   */
  Search(
      List<Ladder> ladders,
      Runner quick,
      Runner full,
      BooleanSupplier stop,
      TuneSettings settings,
      TuneListener listener) {
    this.ladders = ladders;
    this.quick = quick;
    this.full = full;
    this.stop = stop;
    this.settings = settings;
    this.listener = listener;
    this.shifts = new int[ladders.size()];
  }

  /** The best plan; empty if none that saves anything meets the target. */
  Optional<Found> run() {
    int level = climb();
    for (int round = 0; round < ROUNDS && !stop.getAsBoolean(); round++) {
      rebalance(level);
      level = climb();
    }
    return best;
  }

  private int lowest() {
    return -GREATEST_SHIFT * ROUNDS - 1;
  }

  private int highestLevel() {
    int rungs = ladders.stream().mapToInt(ladder -> ladder.rungs().size()).max().orElse(0);
    return rungs - 1 + GREATEST_SHIFT * ROUNDS;
  }

  /**
   * Finds the level that uses up the loss. Runs on few pictures say how scores diverge at a level,
   * those on all of them what loss that is.
   */
  private int climb() {
    int good = lowest();
    int bad = highestLevel() + 1;
    int level = good;
    for (int attempt = 0; attempt < ATTEMPTS && bad - good > 1 && !stop.getAsBoolean(); attempt++) {
      level = Math.max(good + 1, Math.min(bad - 1, promising()));
      if (stop.getAsBoolean()) {
        break;
      }
      Map<String, LayerEffort> efforts = efforts(level, -1);
      Outcome outcome = run(full, efforts);
      if (outcome.divergence() > 0 && loss(outcome) > 0) {
        lossPerDivergence = loss(outcome) / outcome.divergence();
      }
      if (meets(outcome)) {
        good = level;
        keep(efforts, outcome);
        if (loss(outcome) > NEAR * AIM * settings.maxLoss()) {
          break;
        }
      } else {
        bad = level;
      }
    }
    return good > lowest() ? good : level;
  }

  /** The highest level whose divergence on few pictures promises to meet the target. */
  private int promising() {
    int good = lowest();
    int bad = highestLevel() + 1;
    while (bad - good > 1 && !stop.getAsBoolean()) {
      int middle = Math.floorDiv(good + bad, 2);
      Outcome outcome = run(quick, efforts(middle, -1));
      if (outcome.divergence() * lossPerDivergence <= AIM * settings.maxLoss()) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return good;
  }

  private void keep(Map<String, LayerEffort> efforts, Outcome outcome) {
    boolean better = best.isEmpty() || outcome.operations() < best.get().outcome().operations();
    if (better && !efforts.isEmpty()) {
      best = Optional.of(new Found(efforts, outcome));
      listener.remark(describe(outcome));
    }
  }

  private static String describe(Outcome outcome) {
    return "best so far: operations reduced by %.3f, loss %.2f points on %d images (%d lost, %d won)"
        .formatted(
            1 / outcome.operations(),
            outcome.points(),
            outcome.images(),
            outcome.onlyDense(),
            outcome.onlyDynamic());
  }

  /** What the search goes by: the loss to be expected, or its part of the loss that labels tell. */
  private static double loss(Outcome outcome) {
    return Math.max(outcome.expectedLoss(), AIM * outcome.points());
  }

  private boolean meets(Outcome outcome) {
    return loss(outcome) <= AIM * settings.maxLoss();
  }

  private Outcome run(Runner runner, Map<String, LayerEffort> efforts) {
    Outcome outcome = runner.run(efforts);
    runs++;
    listener.progress("searching", runs, -1);
    return outcome;
  }

  /** Moves layers up or down by what a step of each costs in divergence for operations saved. */
  private void rebalance(int level) {
    double[] rates = new double[shifts.length];
    Outcome base = run(quick, efforts(level, -1));
    double saved = 0;
    double diverged = 0;
    for (int i = 0; i < shifts.length && !stop.getAsBoolean(); i++) {
      Outcome tried = run(quick, efforts(level, i));
      double operations = base.operations() - tried.operations();
      double divergence = Math.max(0, tried.divergence() - base.divergence());
      rates[i] = operations > 0 ? divergence / operations : Double.NaN;
      saved += Math.max(0, operations);
      diverged += operations > 0 ? divergence : 0;
    }
    double common = diverged / saved;
    for (int i = 0; i < shifts.length && !stop.getAsBoolean(); i++) {
      if (!Double.isNaN(rates[i]) && common > 0) {
        double steps = Math.log(common / Math.max(rates[i], common / 100)) / Math.log(Rungs.STEP);
        int shift = (int) Math.round(steps / 2);
        shifts[i] += Math.max(-GREATEST_SHIFT, Math.min(GREATEST_SHIFT, shift));
      }
    }
  }

  /** The settings at a level, one layer being raised; -1 for none. */
  private Map<String, LayerEffort> efforts(int level, int raised) {
    Map<String, LayerEffort> efforts = new LinkedHashMap<>();
    for (int i = 0; i < shifts.length; i++) {
      List<Rung> rungs = ladders.get(i).rungs();
      int place = level + shifts[i] + (i == raised ? TRIED_STEP : 0);
      if (place >= 0 && !rungs.isEmpty()) {
        Rung rung = rungs.get(Math.min(place, rungs.size() - 1));
        if (!rung.effort().isNone()) {
          efforts.put(ladders.get(i).layer(), rung.effort());
        }
      }
    }
    return efforts;
  }

  /** A name for settings that differs where they do. */
  static String key(Map<String, LayerEffort> efforts) {
    try {
      byte[] text = efforts.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
