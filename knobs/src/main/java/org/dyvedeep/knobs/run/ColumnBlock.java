package org.dyvedeep.knobs.run;

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
  private final LaneBits spends;
  private final LaneBits flats;
  private final LaneBits meanSpends;
  private final int[] flatCount;
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
    spends = new LaneBits(varied() ? capacity : 0, shape.products());
    flats = new LaneBits(varied() && sfma() ? capacity : 0, shape.products());
    meanSpends = new LaneBits(varied() && sfma() ? capacity : 0, shape.features());
    flatCount = new int[capacity];
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
    spends.clear();
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
    for (int i = 0; varied() && i < lanes; i++) {
      spends.on(i, product, epsilon < 0 || inputs[row + i] != 0);
    }
  }

  private void flatten(int group) {
    flats.clear();
    meanSpends.clear();
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
          meanSpends.on(i, c, flat && !skipped);
        }
      }
    }
  }

  private void clear(int feature, int lane) {
    int first = feature * taps.length;
    for (int product = first; product < first + taps.length; product++) {
      inputs[product * capacity + lane] = 0;
      if (varied()) {
        spends.off(lane, product);
        flats.on(lane, product, true);
      }
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

  /** For each lane the products that it spends if it comes to them. */
  LaneBits spends() {
    return spends;
  }

  /** For each lane the products that lie under flat windows. */
  LaneBits flats() {
    return flats;
  }

  /** How many flat windows a lane has. */
  int flatCount(int lane) {
    return flatCount[lane];
  }

  /** For each lane the features of which it spends a product with the mean of a flat window. */
  LaneBits meanSpends() {
    return meanSpends;
  }
}
