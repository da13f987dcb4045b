package org.dyvedeep.knobs.run;

import java.util.Arrays;

/**
 * What lies under the windows of some output positions, the lanes, side by side: a row for each
 * product of a neuron, a column for each lane. Inputs that are not to be multiplied are 0: those
 * under flat windows, whose means stand in rows of their own, and those that ZIS skips. Belongs to
 * one session.
 */
final class ColumnBlock {
  /** Enough that a row is worth a vector loop, few enough that a block stays in the cache. */
  private static final int LANES = 64;

  private final LayerShape shape;
  private final PaddedInput input;
  private final FlatWindows flatWindows;
  private final float epsilon;
  private final int[] taps;
  private final int capacity;
  private final int[] corners;
  private final int[] positions;
  private final double[] inputs;
  private final double[] means;
  private final boolean metered;
  private final int words;
  private final long[] spends;
  private final long[] flats;
  private final int[] flatCount;
  private final long[] meanSpends;
  private int lanes;

  /**
   * Makes room.
   *
   * @param flatWindows what SFMA found; null without it
   * @param epsilon inputs of at most that magnitude are skipped; negative without ZIS
   * @param pixels how many lanes must find place in one block
   */
  ColumnBlock(
      LayerShape shape,
      PaddedInput input,
      FlatWindows flatWindows,
      float epsilon,
      int pixels,
      boolean metered) {
    this.shape = shape;
    this.input = input;
    this.flatWindows = flatWindows;
    this.epsilon = epsilon;
    this.metered = metered;
    taps = input.taps();
    int wanted = Math.max(LANES, Math.min(pixels, shape.outputWidth()));
    capacity = Math.min(wanted, shape.positions());
    corners = new int[capacity];
    positions = new int[capacity];
    inputs = new double[Math.multiplyExact(shape.products(), capacity)];
    means = new double[sfma() ? shape.features() * capacity : 0];
    words = (capacity + LaneCounter.LANES - 1) / LaneCounter.LANES;
    spends = new long[varied() ? shape.products() * words : 0];
    flats = new long[varied() && sfma() ? shape.features() * words : 0];
    flatCount = new int[capacity];
    meanSpends = new long[flats.length];
  }

  private boolean sfma() {
    return flatWindows != null;
  }

  /** Whether products differ in what becomes of them, and this is to be counted. */
  boolean varied() {
    return metered && (sfma() || epsilon >= 0);
  }

  int capacity() {
    return capacity;
  }

  int lanes() {
    return lanes;
  }

  int position(int lane) {
    return positions[lane];
  }

  /** Fills the lanes with the windows of one group at some positions. */
  void gather(int group, int[] from, int first, int count) {
    lanes = count;
    for (int i = 0; i < count; i++) {
      positions[i] = from[first + i];
      corners[i] = input.corner(positions[i]);
    }
    for (int c = 0; c < shape.features(); c++) {
      int plane = input.plane(group * shape.features() + c);
      for (int k = 0; k < taps.length; k++) {
        gatherRow(c * taps.length + k, plane + taps[k]);
      }
    }
    if (sfma()) {
      flatten(group);
    }
  }

  private void gatherRow(int product, int from) {
    float[] x = input.values();
    int row = product * capacity;
    for (int i = 0; i < lanes; i++) {
      float value = x[from + corners[i]];
      inputs[row + i] = Math.abs(value) <= epsilon ? 0 : value;
    }
    if (varied()) {
      Arrays.fill(spends, product * words, (product + 1) * words, 0);
      for (int i = 0; i < lanes; i++) {
        mark(spends, product, i, epsilon < 0 || inputs[row + i] != 0);
      }
    }
  }

  /** Sets a lane's bit in a row of words. */
  private void mark(long[] rows, int row, int lane, boolean set) {
    rows[row * words + lane / LaneCounter.LANES] |= set ? 1L << lane : 0;
  }

  private void flatten(int group) {
    Arrays.fill(flats, 0);
    Arrays.fill(meanSpends, 0);
    for (int i = 0; i < lanes; i++) {
      flatCount[i] = 0;
      for (int c = 0; c < shape.features(); c++) {
        int feature = group * shape.features() + c;
        boolean flat = flatWindows.flat(feature, positions[i]);
        double mean = flat ? flatWindows.mean(feature, positions[i]) : 0;
        boolean skipped = Math.abs(mean) <= epsilon;
        means[c * capacity + i] = skipped ? 0 : mean;
        flatCount[i] += flat ? 1 : 0;
        if (flat) {
          clear(c, i);
        }
        if (varied()) {
          mark(flats, c, i, flat);
          mark(meanSpends, c, i, flat && !skipped);
        }
      }
    }
    for (int at = 0; at < spends.length; at++) {
      spends[at] &= ~flats[at / words / taps.length * words + at % words];
    }
  }

  private void clear(int feature, int lane) {
    int from = feature * taps.length * capacity + lane;
    for (int at = from; at < from + taps.length * capacity; at += capacity) {
      inputs[at] = 0;
    }
  }

  /** The inputs, a row of {@link #capacity} for each product in the order of the weights. */
  double[] inputs() {
    return inputs;
  }

  /** The means of flat windows, a row for each feature; 0 where not flat. Empty without SFMA. */
  double[] means() {
    return means;
  }

  /** How many words of {@link LaneCounter} the lanes take. */
  int words() {
    return words;
  }

  /** A bit for each lane whose product is spent if it is come to; words for each product. */
  long[] spends() {
    return spends;
  }

  /** A bit for each lane where a window is flat, words for each feature; empty without SFMA. */
  long[] flats() {
    return flats;
  }

  /** How many flat windows a lane has. */
  int flatCount(int lane) {
    return flatCount[lane];
  }

  /** A bit for each lane where a flat window's product is spent, words for each feature. */
  long[] meanSpends() {
    return meanSpends;
  }
}
