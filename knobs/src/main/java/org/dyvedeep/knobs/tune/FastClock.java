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

  /** For so long neither may become faster before it counts: C2 comes late to a layer's kernels. */
  private static final long FIRST_STEADY_NANOS = 800_000_000;

  /** The same for other settings of the layer, with which C2 has less to do. */
  private static final long STEADY_NANOS = 250_000_000;

  /** On a machine that is never steady there is an end to it. */
  private static final long MOST_WARM_UP_NANOS = 8_000_000_000L;

  private static final long TIMED_NANOS = 120_000_000;
  private static final int LEAST_ROUNDS = 5;
  private static final int MOST_ROUNDS = 60;

  private final Network network;
  private final NetworkRuns runs;
  private final Examples examples;
  private final WarmUp warmUp = new WarmUp(System::nanoTime, MOST_WARM_UP_NANOS);
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
      long steady = first ? FIRST_STEADY_NANOS : STEADY_NANOS;
      long round = warmUp.of(() -> round(exact), () -> round(fast), steady);
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

  /** What the layer takes for all inputs together. */
  private long round(OneLayer way) {
    long sum = 0;
    for (float[] input : inputs) {
      sum += way.time(input);
    }
    return sum;
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
