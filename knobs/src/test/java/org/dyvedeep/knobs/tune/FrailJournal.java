package org.dyvedeep.knobs.tune;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers, and kills the search after some additions. */
final class FrailJournal implements Journal {
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final Map<String, List<Rung>> ladders = new HashMap<>();
  private Optional<Map<String, Double>> times = Optional.empty();
  private int left;

  /** Thrown where a process would have been killed. */
  static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** After how many more additions. */
  void endAfter(int additions) {
    left = additions;
  }

  private void count() {
    if (left-- == 0) {
      throw new KilledException();
    }
  }

  @Override
  public Optional<Outcome> outcome(String key) {
    return Optional.ofNullable(outcomes.get(key));
  }

  @Override
  public void add(String key, Outcome outcome) {
    count();
    outcomes.put(key, outcome);
  }

  @Override
  public Optional<List<Rung>> ladder(String layer) {
    return Optional.ofNullable(ladders.get(layer));
  }

  @Override
  public void add(String layer, List<Rung> ladder) {
    count();
    ladders.put(layer, ladder);
  }

  @Override
  public Optional<Map<String, Double>> times() {
    return times;
  }

  @Override
  public void add(Map<String, Double> ofLayers) {
    count();
    times = Optional.of(Map.copyOf(ofLayers));
  }
}
