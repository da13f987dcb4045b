package org.dyvedeep.knobs.run;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.dyvedeep.knobs.setting.Sdss;

/**
 * Which positions of an output map {@link Sdss} samples, and whose neighbours they are. A position
 * is row * width + column.
 */
public final class SampledPositions {
  /** No position has more neighbours. */
  public static final int NEIGHBOURS = 4;

  private final Sdss sdss;
  private final int height;
  private final int width;
  private final int[] grid;
  private final int[] rest;
  private final int[] counts;
  private final int[] neighbours;
  private final double[] shares;

  /** Lays the grid over a map. */
  public SampledPositions(Sdss sdss, int height, int width) {
    this.sdss = sdss;
    this.height = height;
    this.width = width;
    int positions = height * width;
    grid = IntStream.range(0, positions).filter(this::onGrid).toArray();
    rest = IntStream.range(0, positions).filter(p -> !onGrid(p)).toArray();
    counts = new int[positions];
    neighbours = new int[positions * NEIGHBOURS];
    shares = new double[neighbours.length];
    for (int position : rest) {
      findNeighbours(position);
    }
  }

  private boolean onGrid(int position) {
    int y = position / width;
    int x = position % width;
    return sdss.grid() == Sdss.Grid.CHECKERBOARD
        ? (y + x) % 2 == 0
        : y % sdss.periodY() == 0 && x % sdss.periodX() == 0;
  }

  private void findNeighbours(int position) {
    int y = position / width;
    int x = position % width;
    if (sdss.grid() == Sdss.Grid.CHECKERBOARD) {
      add(position, y - 1, x, 1);
      add(position, y, x - 1, 1);
      add(position, y, x + 1, 1);
      add(position, y + 1, x, 1);
    } else {
      int[] rows = gridLines(y, sdss.periodY(), height);
      int[] columns = gridLines(x, sdss.periodX(), width);
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
    if (y >= 0 && y < height && x >= 0 && x < width) {
      int at = position * NEIGHBOURS + counts[position]++;
      neighbours[at] = y * width + x;
      shares[at] = share;
    }
  }

  /** The positions that are on the grid, ascending; a new array. */
  public int[] grid() {
    return grid.clone();
  }

  /** All other positions, ascending; a new array. */
  public int[] rest() {
    return rest.clone();
  }

  /** How many neighbours on the grid a position off it has: 1 to 4. */
  public int neighbours(int position) {
    return counts[position];
  }

  /** One of a position's neighbours. */
  public int neighbour(int position, int index) {
    return neighbours[position * NEIGHBOURS + index];
  }

  /** What part of the interpolated value a neighbour gives; all parts of a position are 1. */
  public double share(int position, int index) {
    return shares[position * NEIGHBOURS + index];
  }
}
