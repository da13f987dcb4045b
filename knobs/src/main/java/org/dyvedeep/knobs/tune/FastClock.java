package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.dyvedeep.knobs.setting.LayerEffort;

/**
 * Measures layers on this machine, on inputs that they had in the network: with knobs and without
 * in turns, after the compiler is done with both.
 */
final class FastClock implements LayerClock, AutoCloseable {
  private static final int PICTURES = 8;
  private static final long FIRST_WARM_UP_NANOS = 400_000_000;
  private static final long WARM_UP_NANOS = 60_000_000;
  private static final long TIMED_NANOS = 120_000_000;
  private static final int LEAST_ROUNDS = 5;
  private static final int MOST_ROUNDS = 60;

  private final Network network;
  private final NetworkRuns runs;
  private final Examples examples;
  private String layer = "";
  private OneLayer exact;
  private List<float[]> inputs = List.of();

  FastClock(Network network, NetworkRuns runs, Examples examples) {
    this.network = network;
    this.runs = runs;
    this.examples = examples.first(PICTURES);
  }

  @Override
  public double relative(TunedLayer tuned, LayerEffort effort) {
    boolean first = !tuned.name().equals(layer);
    if (first) {
      open(tuned);
    }
    try (OneLayer fast = OneLayer.of(network, tuned.name(), effort)) {
      long round = warmUp(fast, first ? FIRST_WARM_UP_NANOS : WARM_UP_NANOS);
      long rounds = Math.max(LEAST_ROUNDS, Math.min(MOST_ROUNDS, TIMED_NANOS / round));
      long[] withKnobs = new long[inputs.size()];
      long[] without = new long[inputs.size()];
      Arrays.fill(withKnobs, Long.MAX_VALUE);
      Arrays.fill(without, Long.MAX_VALUE);
      for (int turn = 0; turn < rounds; turn++) {
        for (int i = 0; i < inputs.size(); i++) {
          without[i] = Math.min(without[i], exact.time(inputs.get(i)));
          withKnobs[i] = Math.min(withKnobs[i], fast.time(inputs.get(i)));
        }
      }
      return (double) LongStream.of(withKnobs).sum() / LongStream.of(without).sum();
    }
  }

  private void open(TunedLayer tuned) {
    close();
    layer = tuned.name();
    exact = OneLayer.of(network, layer, LayerEffort.none());
    inputs = new ArrayList<>();
    runs.forEachBlob(tuned.input(), examples, blob -> inputs.add(blob.clone()));
  }

  /** Runs both for some time; gives what one round of all inputs takes. */
  private long warmUp(OneLayer fast, long atLeast) {
    long begin = System.nanoTime();
    long last = begin;
    long round = 1;
    while (last - begin < atLeast) {
      for (float[] input : inputs) {
        exact.time(input);
        fast.time(input);
      }
      long now = System.nanoTime();
      round = Math.max(1, now - last);
      last = now;
    }
    return round;
  }

  @Override
  public void close() {
    if (exact != null) {
      exact.close();
      exact = null;
      layer = "";
    }
  }
}
