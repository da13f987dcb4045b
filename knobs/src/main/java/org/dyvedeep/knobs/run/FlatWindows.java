package org.dyvedeep.knobs.run;

import java.util.Arrays;
import java.util.TreeSet;
import org.dyvedeep.knobs.count.LayerTally;
import org.dyvedeep.knobs.count.Overhead;
import org.dyvedeep.knobs.setting.Sfma;

/**
 * {@link Sfma}: finds, for each input feature, the output positions whose windows are flat, and
 * their means. Belongs to one session; looks at one image at a time.
 */
final class FlatWindows {
  private final LayerShape shape;
  private final Sfma sfma;
  private final Thresholds spread;
  private final PaddedInput input;
  private final int[] taps;
  private final boolean[] flat;
  private final double[] means;
  private final int[][] union;

  FlatWindows(LayerShape shape, Sfma sfma, PaddedInput input) {
    this.shape = shape;
    this.sfma = sfma;
    this.spread = new Thresholds(sfma.maxWindowSpread());
    this.input = input;
    this.taps = input.taps();
    int windows = Math.multiplyExact(shape.groups() * shape.features(), shape.positions());
    this.flat = new boolean[windows];
    this.means = new double[windows];
    this.union = new int[tileHeight() * tileWidth() + 1][];
  }

  private int tileHeight() {
    return Math.min(sfma.tileHeight(), shape.outputHeight());
  }

  private int tileWidth() {
    return Math.min(sfma.tileWidth(), shape.outputWidth());
  }

  /** Tests all windows of the input as it is now. */
  void find(LayerTally tally) {
    for (int c = 0; c < shape.groups() * shape.features(); c++) {
      for (int y = 0; y < shape.outputHeight(); y += tileHeight()) {
        for (int x = 0; x < shape.outputWidth(); x += tileWidth()) {
          testTile(c, y, x, tally);
        }
      }
    }
  }

  private void testTile(int feature, int y, int x, LayerTally tally) {
    int rows = Math.min(tileHeight(), shape.outputHeight() - y);
    int columns = Math.min(tileWidth(), shape.outputWidth() - x);
    int first = y * shape.outputWidth() + x;
    int[] places = union(rows, columns, first);
    int corner = input.plane(feature) + input.corner(first);
    boolean range = sfma.criterion() == Sfma.Criterion.RANGE;
    double found = range ? range(places, corner) : variance(places, corner);
    boolean alike = found < spread.get(feature);
    if (tally != null) {
      // Range: two comparisons for each value after the first, difference, comparison. Variance:
      // mean, difference and square of each value, division, comparison.
      tally.overhead(Overhead.SFMA_TEST, range ? 2L * places.length : 3L * places.length + 2);
    }
    boolean known = !range && rows * columns == 1;
    for (int i = 0; i < rows * columns; i++) {
      int position = first + i / columns * shape.outputWidth() + i % columns;
      int window = feature * shape.positions() + position;
      flat[window] = alike;
      if (alike) {
        means[window] = mean(taps, input.plane(feature) + input.corner(position));
        if (tally != null && !known && taps.length > 1) {
          tally.overhead(Overhead.SFMA_MEAN, taps.length);
        }
      }
    }
  }

  /** What lies under the windows of a tile, from the corner of its first window on. */
  private int[] union(int rows, int columns, int first) {
    int index = (rows - 1) * tileWidth() + columns;
    if (union[index] == null) {
      TreeSet<Integer> places = new TreeSet<>();
      for (int i = 0; i < rows * columns; i++) {
        int position = first + i / columns * shape.outputWidth() + i % columns;
        int corner = input.corner(position) - input.corner(first);
        Arrays.stream(taps).forEach(tap -> places.add(corner + tap));
      }
      union[index] = places.stream().mapToInt(Integer::intValue).toArray();
    }
    return union[index];
  }

  private double range(int[] places, int corner) {
    float[] x = input.values();
    float least = x[corner];
    float greatest = x[corner];
    for (int place : places) {
      least = Math.min(least, x[corner + place]);
      greatest = Math.max(greatest, x[corner + place]);
    }
    return (double) greatest - least;
  }

  private double variance(int[] places, int corner) {
    double mean = mean(places, corner);
    double sum = 0;
    for (int place : places) {
      double difference = input.values()[corner + place] - mean;
      sum += difference * difference;
    }
    return sum / places.length;
  }

  private double mean(int[] places, int corner) {
    double sum = 0;
    for (int place : places) {
      sum += input.values()[corner + place];
    }
    return sum / places.length;
  }

  boolean flat(int feature, int position) {
    return flat[feature * shape.positions() + position];
  }

  /** The mean under a flat window. */
  double mean(int feature, int position) {
    return means[feature * shape.positions() + position];
  }

  /** How many windows of the image are flat. */
  long count() {
    long count = 0;
    for (boolean window : flat) {
      count += window ? 1 : 0;
    }
    return count;
  }
}
