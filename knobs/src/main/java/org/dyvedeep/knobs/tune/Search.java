package org.dyvedeep.knobs.tune;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static final int ROUNDS = 3;

  /** With more layers than these, a round takes so many runs that the last one is left out. */
  private static final int FEW_LAYERS = 8;

  private static final int ATTEMPTS = 4;

  private final List<Ladder> ladders;
  private final Runner quick;
  private final Runner full;
  private final BooleanSupplier stop;
  private final TuneSettings settings;
  private final TuneListener listener;
  private final LossScale scale;
  private final int[] shifts;
  private final double[] rates;
  private Optional<Found> best = Optional.empty();
  private double lossPerDivergence;
  private int near;
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
    this.scale = new LossScale(settings.maxLoss());
    this.lossPerDivergence = scale.perDivergence();
    this.shifts = new int[ladders.size()];
    this.rates = new double[ladders.size()];
    this.near = highestLevel() / 2;
  }

  /** The best plan; empty if none that saves anything meets the target. */
  Optional<Found> run() {
    int level = climb();
    int rounds = ladders.size() > FEW_LAYERS ? ROUNDS - 1 : ROUNDS;
    for (int round = 0; round < rounds && !stop.getAsBoolean(); round++) {
      rebalance(level);
      level = climb();
    }
    raiseSome(level);
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
      Map<String, LayerEffort> efforts = efforts(level, Set.of(), 0);
      Outcome outcome = judge(efforts);
      double divergence = run(quick, efforts).divergence();
      if (divergence > 0 && scale.loss(outcome) > 0) {
        lossPerDivergence = scale.loss(outcome) / divergence;
      }
      if (scale.meets(outcome)) {
        good = level;
        if (scale.near(outcome)) {
          break;
        }
      } else {
        bad = level;
      }
    }
    return good > lowest() ? good : level;
  }

  /** Runs settings on all pictures and keeps them if they are better than any before. */
  private Outcome judge(Map<String, LayerEffort> efforts) {
    Outcome outcome = run(full, efforts);
    scale.learn(outcome);
    if (scale.meets(outcome)) {
      keep(efforts, outcome);
    }
    return outcome;
  }

  /**
   * The highest level whose divergence on few pictures promises to meet the target: steps that
   * double lead from the last one to either side of it.
   */
  private int promising() {
    int good = lowest();
    int bad = highestLevel() + 1;
    int next = Math.max(good + 1, Math.min(bad - 1, near));
    int step = 1;
    while (bad - good > 1 && !stop.getAsBoolean()) {
      if (promises(next)) {
        good = next;
      } else {
        bad = next;
      }
      boolean open = good == lowest() || bad > highestLevel();
      next = open ? next + (good == next ? step : -step) : Math.floorDiv(good + bad, 2);
      next = Math.max(good + 1, Math.min(bad - 1, next));
      step *= 2;
    }
    near = good;
    return good;
  }

  private boolean promises(int level) {
    Outcome outcome = run(quick, efforts(level, Set.of(), 0));
    return outcome.divergence() * lossPerDivergence <= scale.target();
  }

  /** From a level to the next there is room: raises as many layers as the loss lets, best first. */
  private void raiseSome(int level) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rates.length; i++) {
      if (!Double.isNaN(rates[i])) {
        order.add(i);
      }
    }
    order.sort(Comparator.comparingDouble(i -> rates[i]));
    int good = 0;
    int bad = order.size() + 1;
    while (bad - good > 1 && !stop.getAsBoolean()) {
      int middle = (good + bad) / 2;
      if (scale.meets(judge(efforts(level, Set.copyOf(order.subList(0, middle)), 1)))) {
        good = middle;
      } else {
        bad = middle;
      }
    }
  }

  private void keep(Map<String, LayerEffort> efforts, Outcome outcome) {
    boolean better = best.isEmpty() || settings.cost(outcome) < settings.cost(best.get().outcome());
    if (better && !efforts.isEmpty()) {
      best = Optional.of(new Found(efforts, outcome));
      listener.remark(describe(outcome));
    }
  }

  private String describe(Outcome outcome) {
    return "best so far: %s; expected to lose %.2f points; %.2f by the labels of %d images (%d lost, %d won)"
        .formatted(
            settings.describe(outcome),
            scale.loss(outcome),
            outcome.points(),
            outcome.images(),
            outcome.onlyDense(),
            outcome.onlyDynamic());
  }

  private Outcome run(Runner runner, Map<String, LayerEffort> efforts) {
    Outcome outcome = runner.run(efforts);
    runs++;
    listener.progress("searching", runs, -1);
    return outcome;
  }

  /** Moves layers up or down by what a step of each costs in divergence for operations saved. */
  private void rebalance(int level) {
    Outcome base = run(quick, efforts(level, Set.of(), 0));
    double saved = 0;
    double diverged = 0;
    for (int i = 0; i < shifts.length && !stop.getAsBoolean(); i++) {
      Outcome tried = run(quick, efforts(level, Set.of(i), TRIED_STEP));
      double operations = settings.cost(base) - settings.cost(tried);
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

  /** The settings at a level, some layers being raised by some steps. */
  private Map<String, LayerEffort> efforts(int level, Set<Integer> raised, int steps) {
    Map<String, LayerEffort> efforts = new LinkedHashMap<>();
    for (int i = 0; i < shifts.length; i++) {
      List<Rung> rungs = ladders.get(i).rungs();
      int place = level + shifts[i] + (raised.contains(i) ? steps : 0);
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
