package org.dyvedeep.knobs.run;

import java.util.stream.IntStream;
import org.dyvedeep.knobs.setting.Sdss;

/**
 * Which positions of an output map {@link Sdss} samples, and whose neighbours they are. A position
 * is row * width + column.
 */
public final class SampledPositions {
  /** No position has more neighbours. */
  public static final int NEIGHBOURS = 8;

  /** Rows and columns of a patch. */
  public static final int PATCH = 2;

  private final Sdss sdss;
  private final int height;
  private final int width;
  private final int[] grid;
  private final int[] rest;
  private final int[] counts;
  private final int[] sharing;
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
    sharing = new int[positions];
    neighbours = new int[positions * NEIGHBOURS];
    shares = new double[neighbours.length];
    for (int position : rest) {
      findNeighbours(position);
    }
  }

  private boolean onGrid(int position) {
    int y = position / width;
    int x = position % width;
    return switch (sdss.grid()) {
      case SQUARE -> y % sdss.periodY() == 0 && x % sdss.periodX() == 0;
      case CHECKERBOARD -> (y + x) % 2 == 0;
      case PATCHES -> (y / PATCH + x / PATCH) % 2 == 0;
    };
  }

  private void findNeighbours(int position) {
    int y = position / width;
    int x = position % width;
    switch (sdss.grid()) {
      case SQUARE -> addCorners(position, y, x);
      case CHECKERBOARD -> {
        add(position, y - 1, x, 1);
        add(position, y, x - 1, 1);
        add(position, y, x + 1, 1);
        add(position, y + 1, x, 1);
      }
      case PATCHES -> addRim(position, y, x);
    }
    makeSharesOne(position);
  }

  private void addCorners(int position, int y, int x) {
    int[] rows = gridLines(y, sdss.periodY(), height);
    int[] columns = gridLines(x, sdss.periodX(), width);
    boolean average = sdss.interpolation() == Sdss.Interpolation.AVERAGE;
    for (int row : rows) {
      for (int column : columns) {
        double share =
            share(y, row, rows.length, sdss.periodY())
                * share(x, column, columns.length, sdss.periodX());
        add(position, row, column, average ? 1 : share);
      }
    }
  }

  /** What touches the position's patch at its sides: row by row, from left to right. */
  private void addRim(int position, int y, int x) {
    int top = y - y % PATCH;
    int left = x - x % PATCH;
    for (int row = top - 1; row <= top + PATCH; row++) {
      for (int column = left - 1; column <= left + PATCH; column++) {
        boolean inRows = row >= top && row < top + PATCH;
        boolean inColumns = column >= left && column < left + PATCH;
        if (inRows != inColumns) {
          add(position, row, column, rimShare(y - row, x - column));
        }
      }
    }
  }

  private double rimShare(int rows, int columns) {
    if (rows != 0 && columns != 0) {
      return 0;
    }
    boolean average = sdss.interpolation() == Sdss.Interpolation.AVERAGE;
    return average ? 1 : 1.0 / Math.abs(rows + columns);
  }

  private void makeSharesOne(int position) {
    int first = position * NEIGHBOURS;
    double sum = 0;
    for (int i = first; i < first + counts[position]; i++) {
      sum += shares[i];
    }
    for (int i = first; i < first + counts[position]; i++) {
      shares[i] /= sum;
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
      sharing[position] += share > 0 ? 1 : 0;
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

  /**
   * The position that decides for another one off the grid, which comes no later than that: the
   * first of its patch, else itself.
   */
  public int decider(int position) {
    if (sdss.grid() != Sdss.Grid.PATCHES) {
      return position;
    }
    int y = position / width;
    int x = position % width;
    return (y - y % PATCH) * width + x - x % PATCH;
  }

  /** How many neighbours on the grid a position off it has: 1 to 8. */
  public int neighbours(int position) {
    return counts[position];
  }

  /** One of a position's neighbours. */
  public int neighbour(int position, int index) {
    return neighbours[position * NEIGHBOURS + index];
  }

  /** How many neighbours have a part in the interpolated value. */
  public int sharing(int position) {
    return sharing[position];
  }

  /**
   * What part of the interpolated value a neighbour gives; all parts of a position are 1. A
   * neighbour of a position's patch may have none.
   */
  public double share(int position, int index) {
    return shares[position * NEIGHBOURS + index];
  }
}
