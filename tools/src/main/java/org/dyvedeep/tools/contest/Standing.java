package org.dyvedeep.tools.contest;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.dyvedeep.tools.report.Quantiles;

/** What one contestant has shown. */
public final class Standing {
  private final String name;
  private final List<double[]> rounds;
  private final OptionalDouble peakMegabytes;
  private final float[] scores;
  private final List<LayerTime> layers;

  Standing(
      String name,
      List<double[]> rounds,
      OptionalDouble peakMegabytes,
      float[] scores,
      List<LayerTime> layers) {
    this.name = name;
    this.rounds = List.copyOf(rounds);
    this.peakMegabytes = peakMegabytes;
    this.scores = scores;
    this.layers = List.copyOf(layers);
  }

  /** The contestant's name. */
  public String name() {
    return name;
  }

  /** Milliseconds a run, of all runs of all rounds. */
  public Quantiles millis() {
    return Quantiles.of(rounds.stream().flatMapToDouble(Arrays::stream).toArray());
  }

  /** The median of each round's runs, in milliseconds. */
  public Spread roundMillis() {
    return Spread.of(rounds.stream().mapToDouble(Standing::median).toArray());
  }

  /** How many runs were timed. */
  public int runs() {
    return rounds.stream().mapToInt(round -> round.length).sum();
  }

  /** How many times as fast as another contestant this one is. */
  public Spread timesAsFastAs(Standing other) {
    return Spread.of(
        IntStream.range(0, rounds.size())
            .mapToDouble(i -> median(other.rounds.get(i)) / median(rounds.get(i)))
            .toArray());
  }

  private static double median(double[] millis) {
    return Quantiles.of(millis).median();
  }

  /** Most memory that its process had resident, in units of 2^20 bytes; empty where unknown. */
  public OptionalDouble peakMegabytes() {
    return peakMegabytes;
  }

  /** What the network gave, one input after the other: a copy. */
  public float[] scores() {
    return scores.clone();
  }

  /** Times by layer; empty if they were not asked for, or the contestant cannot tell. */
  public List<LayerTime> layers() {
    return layers;
  }
}
