package org.dyvedeep.knobs.tune;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a search has found out so far. A search that is started again with the same journal,
 * settings and pictures goes the same way, only faster.
 */
public interface Journal {
  /** Remembers nothing. */
  Journal NONE =
      new Journal() {
        @Override
        public Optional<Outcome> outcome(String key) {
          return Optional.empty();
        }

        @Override
        public void add(String key, Outcome outcome) {
          // Nobody will ask.
        }

        @Override
        public Optional<List<Rung>> ladder(String layer) {
          return Optional.empty();
        }

        @Override
        public void add(String layer, List<Rung> ladder) {
          // Nobody will ask.
        }

        @Override
        public Optional<Map<String, Double>> times() {
          return Optional.empty();
        }

        @Override
        public void add(Map<String, Double> times) {
          // Nobody will ask.
        }
      };

  /** The outcome of a run that was made before. */
  Optional<Outcome> outcome(String key);

  /** Remembers the outcome of a run. */
  void add(String key, Outcome outcome);

  /** The settings that were fitted to a layer before. */
  Optional<List<Rung>> ladder(String layer);

  /** Remembers the settings that were fitted to a layer. */
  void add(String layer, List<Rung> ladder);

  /** The times of the dense network's layers that were measured before, in milliseconds. */
  Optional<Map<String, Double>> times();

  /** Remembers times of layers. */
  void add(Map<String, Double> times);
}
