package org.dyvedeep.engine.kernel;

import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * Patches of 2 x 2 pixels of a blocked value that may be interpolated from the eight pixels that
 * touch their sides, and when: where in each channel the greatest of these lies below a threshold
 * of the channel's, or the greatest less the least below another. Each pixel is interpolated from
 * those in its own row and column. Patches are numbered row by row. Immutable; the arrays are
 * shared with kernels, which only read them.
 */
public final class PatchNeighbours {
  /** Rows and columns of a patch. */
  public static final int SIDE = 2;

  /** So many pixels has each patch; at the border, some repeat others. */
  public static final int PIXELS = SIDE * SIDE;

  /**
   * As many neighbours has each patch: two above, from left to right; left and right of the first
   * row; left and right of the second; two below. Those that do not exist repeat others.
   */
  public static final int NEIGHBOURS = 4 * SIDE;

  /** As many of them each pixel is interpolated from: above, left, right and below. */
  public static final int SHARES = 4;

  private final BlockedLayout layout;
  private final int[] patches;
  private final int[] places;
  private final int[] neighbours;
  private final float[] shares;
  private final float[] maxSpread;
  private final float[] maxValue;

  /**
   * Finds out where patches and their neighbours lie.
   *
   * @param layout of the value
   * @param patches those that may be interpolated; each has a neighbour in each row or in each
   *     column
   * @param byDistance whether neighbours have shares by 1 / distance; else all have the same
   * @param maxSpread for each channel, below which difference of the greatest and the least
   *     neighbour a patch is interpolated; negative infinity for never
   * @param maxValue for each channel, below which greatest neighbour it is, whatever the others
   *     are; negative infinity for never
   * @throws IllegalArgumentException if thresholds are not as many as channels
   */
  public PatchNeighbours(
      BlockedLayout layout,
      int[] patches,
      boolean byDistance,
      float[] maxSpread,
      float[] maxValue) {
    PixelNeighbours.requireLength("spreads", maxSpread.length, layout.channels());
    PixelNeighbours.requireLength("values", maxValue.length, layout.channels());
    this.layout = layout;
    this.patches = patches.clone();
    this.maxSpread = PixelNeighbours.completed(layout, maxSpread);
    this.maxValue = PixelNeighbours.completed(layout, maxValue);
    this.places = new int[patches.length * PIXELS];
    this.neighbours = new int[patches.length * NEIGHBOURS];
    this.shares = new float[places.length * SHARES];
    int perRow = (layout.width() + SIDE - 1) / SIDE;
    for (int i = 0; i < patches.length; i++) {
      place(i, patches[i] / perRow * SIDE, patches[i] % perRow * SIDE, byDistance);
    }
  }

  private void place(int index, int top, int left, boolean byDistance) {
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      int row = Math.min(top + pixel / SIDE, layout.height() - 1);
      int column = Math.min(left + pixel % SIDE, layout.width() - 1);
      int at = index * PIXELS + pixel;
      places[at] = layout.offset(0, row, column);
      int[] distances = {row - top + 1, column - left + 1, left + SIDE - column, top + SIDE - row};
      boolean[] exist = {
        top > 0, left > 0, left + SIDE < layout.width(), top + SIDE < layout.height()
      };
      double sum = 0;
      for (int n = 0; n < SHARES; n++) {
        sum += exist[n] ? share(distances[n], byDistance) : 0;
      }
      for (int n = 0; n < SHARES; n++) {
        shares[at * SHARES + n] = exist[n] ? (float) (share(distances[n], byDistance) / sum) : 0;
      }
    }
    placeNeighbours(index * NEIGHBOURS, top, left);
  }

  private static double share(int distance, boolean byDistance) {
    return byDistance ? 1.0 / distance : 1;
  }

  private void placeNeighbours(int first, int top, int left) {
    int[] rows = {top - 1, top - 1, top, top, top + 1, top + 1, top + SIDE, top + SIDE};
    int[] columns = {left, left + 1, left - 1, left + SIDE, left - 1, left + SIDE, left, left + 1};
    int existing = -1;
    for (int n = 0; n < NEIGHBOURS; n++) {
      // A row or column of the patch that does not exist repeats the one before.
      int row = rows[n] == top + 1 ? Math.min(rows[n], layout.height() - 1) : rows[n];
      int column = columns[n] == left + 1 ? Math.min(columns[n], layout.width() - 1) : columns[n];
      boolean exists = row >= 0 && row < layout.height() && column >= 0 && column < layout.width();
      neighbours[first + n] = exists ? layout.offset(0, row, column) : -1;
      existing = exists ? neighbours[first + n] : existing;
    }
    for (int n = first; n < first + NEIGHBOURS; n++) {
      neighbours[n] = neighbours[n] < 0 ? existing : neighbours[n];
    }
  }

  /** How many patches there are. */
  public int count() {
    return patches.length;
  }

  /** A patch of the table, by its number in the map. */
  public int patch(int index) {
    return patches[index];
  }

  /** Channels, with those that complete the last block. */
  public int channels() {
    return maxSpread.length;
  }

  /** Floats from one block of channels to the next. */
  public int blockStride() {
    return layout.blockStride();
  }

  /** Where the pixels stand in a block, {@link #PIXELS} for each patch. */
  public int[] places() {
    return places;
  }

  /** Where the neighbours stand in a block, {@link #NEIGHBOURS} for each patch. */
  public int[] neighbours() {
    return neighbours;
  }

  /** The neighbours' shares, {@link #SHARES} for each pixel. */
  public float[] shares() {
    return shares;
  }

  /** Thresholds of the spread; infinity for channels that complete the last block. */
  public float[] maxSpread() {
    return maxSpread;
  }

  /** Thresholds of the greatest value; infinity for channels that complete the last block. */
  public float[] maxValue() {
    return maxValue;
  }
}
