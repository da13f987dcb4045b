package org.dyvedeep.knobs.count;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts the operations of one layer while it runs. Belongs to one session: not safe for several
 * threads.
 */
public final class LayerTally {
  private final long[] byOutput;
  private final long[] byPosition;

  /** One number a kind. */
  private final Map<Overhead, long[]> overhead = new EnumMap<>(Overhead.class);

  private long dense;
  private long spent;
  private long zeroWeights;
  private long spet;
  private long sdss;
  private long sfma;
  private long zis;

  /**
   * Starts at nothing.
   *
   * @param outputs output features
   * @param positions positions of an output map
   */
  public LayerTally(int outputs, int positions) {
    byOutput = new long[outputs];
    byPosition = new long[positions];
    for (Overhead kind : Overhead.values()) {
      overhead.put(kind, new long[1]);
    }
  }

  /**
   * A neuron that was computed.
   *
   * @param output its output feature
   * @param position its position, row-major
   * @param spent products carried out
   * @param zeroWeights those among them whose weight is 0
   * @param spet products that SPET skipped
   * @param sfma products that SFMA skipped
   * @param zis products that ZIS skipped
   */
  public void computed(
      int output, int position, long spent, long zeroWeights, long spet, long sfma, long zis) {
    this.dense += spent + spet + sfma + zis;
    this.spent += spent;
    this.zeroWeights += zeroWeights;
    this.spet += spet;
    this.sfma += sfma;
    this.zis += zis;
    byOutput[output] += spent;
    byPosition[position] += spent;
  }

  /** Neurons that SDSS approximated, with the products that it skipped by that. */
  public void approximated(long products) {
    dense += products;
    sdss += products;
  }

  /** Operations that a knob added for all outputs together. */
  public void overhead(Overhead kind, long operations) {
    overhead.get(kind)[0] += operations;
  }

  /** Operations that a knob added for one neuron. */
  public void overhead(Overhead kind, int output, int position, long operations) {
    overhead(kind, operations);
    byOutput[output] += operations;
    byPosition[position] += operations;
  }

  /**
   * Operations that a knob added for some neurons of an output.
   *
   * @param positions of the neurons, of which there are {@code count}
   * @param operations of each of them
   */
  public void overhead(Overhead kind, int output, int[] positions, int[] operations, int count) {
    long all = 0;
    for (int i = 0; i < count; i++) {
      byPosition[positions[i]] += operations[i];
      all += operations[i];
    }
    byOutput[output] += all;
    overhead(kind, all);
  }

  /** Adds what another has counted, which starts at nothing again. */
  void take(LayerTally other) {
    dense += other.dense;
    spent += other.spent;
    zeroWeights += other.zeroWeights;
    spet += other.spet;
    sdss += other.sdss;
    sfma += other.sfma;
    zis += other.zis;
    add(byOutput, other.byOutput);
    add(byPosition, other.byPosition);
    overhead.forEach((kind, count) -> add(count, other.overhead.get(kind)));
    other.clear();
  }

  private static void add(long[] to, long[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  void clear() {
    dense = 0;
    spent = 0;
    zeroWeights = 0;
    spet = 0;
    sdss = 0;
    sfma = 0;
    zis = 0;
    Arrays.fill(byOutput, 0);
    Arrays.fill(byPosition, 0);
    overhead.values().forEach(count -> Arrays.fill(count, 0));
  }

  LayerCounts counts() {
    Map<Overhead, Long> kinds = new EnumMap<>(Overhead.class);
    overhead.forEach(
        (kind, count) -> {
          if (count[0] > 0) {
            kinds.put(kind, count[0]);
          }
        });
    return new LayerCounts(dense, spent, zeroWeights, spet, sdss, sfma, zis, kinds);
  }

  int outputs() {
    return byOutput.length;
  }

  long[] byOutput() {
    return byOutput.clone();
  }

  long[] byPosition() {
    return byPosition.clone();
  }
}
