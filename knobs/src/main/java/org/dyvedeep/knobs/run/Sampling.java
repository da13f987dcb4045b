package org.dyvedeep.knobs.run;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.dyvedeep.knobs.count.LayerTally;
import org.dyvedeep.knobs.count.Overhead;
import org.dyvedeep.knobs.setting.Sdss;

/** {@link Sdss} for one layer: the grid, who is whose neighbour, the tests, the interpolation. */
final class Sampling {
  /** No neuron has more neighbours. */
  private static final int NEIGHBOURS = 4;

  private final LayerShape shape;
  private final Sdss sdss;
  private final Thresholds maxSpread;
  private final Thresholds maxActivation;
  private final int[] grid;
  private final int[] rest;
  private final int[] counts;
  private final int[] neighbours;
  private final double[] shares;

  Sampling(LayerShape shape, Sdss sdss) {
    this.shape = shape;
    this.sdss = sdss;
    maxSpread = new Thresholds(sdss.maxSpread());
    maxActivation = new Thresholds(sdss.maxActivation());
    grid = IntStream.range(0, shape.positions()).filter(this::onGrid).toArray();
    rest = IntStream.range(0, shape.positions()).filter(p -> !onGrid(p)).toArray();
    counts = new int[shape.positions()];
    neighbours = new int[shape.positions() * NEIGHBOURS];
    shares = new double[neighbours.length];
    for (int position : rest) {
      findNeighbours(position);
    }
  }

  private boolean onGrid(int position) {
    int y = position / shape.outputWidth();
    int x = position % shape.outputWidth();
    return sdss.grid() == Sdss.Grid.CHECKERBOARD
        ? (y + x) % 2 == 0
        : y % sdss.periodY() == 0 && x % sdss.periodX() == 0;
  }

  private void findNeighbours(int position) {
    int y = position / shape.outputWidth();
    int x = position % shape.outputWidth();
    if (sdss.grid() == Sdss.Grid.CHECKERBOARD) {
      add(position, y - 1, x, 1);
      add(position, y, x - 1, 1);
      add(position, y, x + 1, 1);
      add(position, y + 1, x, 1);
    } else {
      int[] rows = gridLines(y, sdss.periodY(), shape.outputHeight());
      int[] columns = gridLines(x, sdss.periodX(), shape.outputWidth());
      for (int row : rows) {
        for (int column : columns) {
          double share =
              share(y, row, rows.length, sdss.periodY())
                  * share(x, column, columns.length, sdss.periodX());
          add(position, row, column, share);
        }
      }
    }
    int first = position * NEIGHBOURS;
    if (sdss.interpolation() == Sdss.Interpolation.AVERAGE
        || sdss.grid() == Sdss.Grid.CHECKERBOARD) {
      Arrays.fill(shares, first, first + NEIGHBOURS, 1.0 / counts[position]);
    }
  }

  /** The grid lines at or before and after a coordinate. */
  private static int[] gridLines(int at, int period, int extent) {
    int before = at - at % period;
    boolean between = before < at && before + (long) period < extent;
    return between ? new int[] {before, before + period} : new int[] {before};
  }

  private static double share(int at, int line, int lines, int period) {
    return lines == 1 ? 1 : 1 - Math.abs(at - line) / (double) period;
  }

  private void add(int position, int y, int x, double share) {
    if (y >= 0 && y < shape.outputHeight() && x >= 0 && x < shape.outputWidth()) {
      int at = position * NEIGHBOURS + counts[position]++;
      neighbours[at] = y * shape.outputWidth() + x;
      shares[at] = share;
    }
  }

  /** The positions whose neurons are computed in any case. */
  int[] grid() {
    return grid;
  }

  /** All other positions. */
  int[] rest() {
    return rest;
  }

  /** Whether the values of neighbours are their sums before the activation. */
  boolean looksAtSums() {
    return sdss.basis() == Sdss.Basis.SUM;
  }

  /**
   * Decides which of the neurons off the grid are approximated.
   *
   * @param values the neighbours' values, by output and position, from {@code first} on
   * @param states where they are marked
   */
  void decide(float[] values, int first, NeuronState[] states, LayerTally tally) {
    for (int position : rest) {
      if (sdss.allFeatures()) {
        int o = 0;
        while (o < shape.outputs() && negligible(values, first, o, position, tally)) {
          o++;
        }
        for (int all = 0; o == shape.outputs() && all < o; all++) {
          approximate(all, position, states, tally);
        }
      } else {
        for (int o = 0; o < shape.outputs(); o++) {
          if (negligible(values, first, o, position, tally)) {
            approximate(o, position, states, tally);
          }
        }
      }
    }
  }

  private void approximate(int output, int position, NeuronState[] states, LayerTally tally) {
    states[output * shape.positions() + position] = NeuronState.APPROXIMATED;
    if (tally != null) {
      tally.approximated(shape.products());
      int operations = counts[position] == 1 ? 0 : counts[position];
      tally.overhead(Overhead.SDSS_INTERPOLATION, output, position, operations);
    }
  }

  /** Whether a neuron lies in an insignificant region or, if not, in a smooth one. */
  private boolean negligible(
      float[] values, int first, int output, int position, LayerTally tally) {
    int plane = first + output * shape.positions();
    int from = position * NEIGHBOURS;
    int count = counts[position];
    double greatest = values[plane + neighbours[from]];
    double least = greatest;
    for (int i = 1; i < count; i++) {
      double value = values[plane + neighbours[from + i]];
      greatest = Math.max(greatest, value);
      least = Math.min(least, value);
    }
    int operations = count - 1;
    boolean negligible = false;
    if (maxActivation.present()) {
      operations++;
      negligible = greatest < maxActivation.get(output);
    }
    if (!negligible && maxSpread.present()) {
      operations += count - 1 + 2;
      negligible = greatest - least < maxSpread.get(output);
    }
    if (tally != null) {
      tally.overhead(Overhead.SDSS_TEST, output, position, operations);
    }
    return negligible;
  }

  /** Gives neurons that are approximated their values, from those of their neighbours. */
  void interpolate(float[] values, int first, NeuronState[] states) {
    for (int o = 0; o < shape.outputs(); o++) {
      int plane = o * shape.positions();
      for (int position : rest) {
        if (states[plane + position] == NeuronState.APPROXIMATED) {
          values[first + plane + position] = value(values, first + plane, position);
        }
      }
    }
  }

  private float value(float[] values, int plane, int position) {
    double sum = 0;
    for (int i = position * NEIGHBOURS; i < position * NEIGHBOURS + counts[position]; i++) {
      sum += shares[i] * values[plane + neighbours[i]];
    }
    return (float) sum;
  }
}
