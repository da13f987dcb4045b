package org.dyvedeep.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * Output pixels grouped into register tiles: first row tiles, then indirect ones. Every pixel is in
 * at least one tile; one that is in several gets the same value from each. Immutable, though the
 * arrays are shared with kernels, which only read them.
 */
public final class PixelTiles {
  /** What a row tile costs beside its pixels, in pixels: small tiles read weights more often. */
  private static final double TILE_COST = 0.5;

  private final int[] input;
  private final int[] output;
  private final int rowPixels;
  private final int rowStep;
  private final int rowTiles;
  private final int indirectPixels;
  private final int count;

  private PixelTiles(
      int[] input, int[] output, int rowPixels, int rowStep, int rowTiles, int indirectPixels) {
    this.input = input;
    this.output = output;
    this.rowPixels = rowPixels;
    this.rowStep = rowStep;
    this.rowTiles = rowTiles;
    this.indirectPixels = indirectPixels;
    this.count = rowTiles + (input.length - rowTiles * rowPixels) / indirectPixels;
  }

  /**
   * Groups pixels.
   *
   * @param in where each output pixel's first tap stands, with tap offset 0
   * @param out where each output pixel stands in its block
   * @param sizes of the tiles there are
   */
  public static PixelTiles of(int[] in, int[] out, TileSizes sizes) {
    int step = in.length > 1 ? in[1] - in[0] : 0;
    List<Integer> rows = sizes.row(step);
    int run = rows.isEmpty() ? 1 : runLength(in, out, step);
    RowCover best = new RowCover(run, 0, false);
    double bestCost = cost(best, in.length, run, sizes);
    for (RowCover cover : covers(run, rows)) {
      double cost = cost(cover, in.length, run, sizes);
      if (cost < bestCost) {
        best = cover;
        bestCost = cost;
      }
    }
    return build(in, out, best, step, sizes.indirect());
  }

  private static List<RowCover> covers(int run, List<Integer> sizes) {
    List<RowCover> covers = new ArrayList<>();
    for (int size : sizes) {
      if (size <= run) {
        covers.add(new RowCover(run, size, false));
        covers.add(new RowCover(run, size, run % size > 0));
      }
    }
    return covers;
  }

  /** The length of the runs of neighbours that all pixels fall into; 1 if there are none. */
  private static int runLength(int[] in, int[] out, int step) {
    int run = 1;
    while (run < in.length && follows(in, out, run, step)) {
      run++;
    }
    if (in.length % run != 0) {
      return 1;
    }
    for (int i = 1; i < in.length; i++) {
      if (i % run != 0 && !follows(in, out, i, step)) {
        return 1;
      }
    }
    return run;
  }

  private static boolean follows(int[] in, int[] out, int i, int step) {
    return in[i] - in[i - 1] == step && out[i] - out[i - 1] == BlockedLayout.BLOCK;
  }

  /**
   * How row tiles of one size cover a run.
   *
   * @param size pixels of a tile; 0 for none
   * @param overlaps whether one more tile, which overlaps the one before, covers what is left over;
   *     otherwise that goes to indirect tiles
   */
  private record RowCover(int run, int size, boolean overlaps) {
    int tiles() {
      return size == 0 ? 0 : run / size + (overlaps ? 1 : 0);
    }

    int covered() {
      return overlaps ? run : size == 0 ? 0 : run / size * size;
    }
  }

  private static double cost(RowCover cover, int pixels, int run, TileSizes sizes) {
    int runs = pixels / run;
    int left = runs * (run - cover.covered());
    int indirect = (left + sizes.indirect() - 1) / sizes.indirect() * sizes.indirect();
    double rows = (double) runs * cover.tiles() * (cover.size() + TILE_COST);
    return rows + indirect * sizes.indirectCost();
  }

  private static PixelTiles build(int[] in, int[] out, RowCover cover, int step, int indirect) {
    int run = cover.run();
    int runs = in.length / run;
    int rowTiles = runs * cover.tiles();
    int left = runs * (run - cover.covered());
    int indirectTiles = (left + indirect - 1) / indirect;
    int[] order = new int[rowTiles * cover.size() + indirectTiles * indirect];
    int at = 0;
    for (int start = 0; start < in.length && cover.size() > 0; start += run) {
      for (int t = 0; t < cover.tiles(); t++) {
        int first = start + Math.min(t * cover.size(), run - cover.size());
        for (int i = 0; i < cover.size(); i++) {
          order[at++] = first + i;
        }
      }
    }
    for (int i = 0; i < in.length; i++) {
      if (i % run >= cover.covered()) {
        order[at++] = i;
      }
    }
    // The last tile repeats its last pixel: that costs no branch, and writes the same value again.
    while (at < order.length) {
      order[at] = order[at - 1];
      at++;
    }
    return new PixelTiles(
        pick(in, order), pick(out, order), cover.size(), step, rowTiles, indirect);
  }

  private static int[] pick(int[] values, int[] order) {
    int[] picked = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      picked[i] = values[order[i]];
    }
    return picked;
  }

  /** Where the pixels' first taps stand in the input, tile after tile. */
  public int[] input() {
    return input;
  }

  /** Where the pixels stand in a block of the output, tile after tile. */
  public int[] output() {
    return output;
  }

  /** How many tiles there are. */
  public int count() {
    return count;
  }

  /** How many of the tiles, from the first on, are row tiles. */
  public int rowTiles() {
    return rowTiles;
  }

  /** Pixels of a row tile; 0 if there are none. */
  public int rowPixels() {
    return rowPixels;
  }

  /** Floats from a pixel of a row tile to the next in the input. */
  public int rowStep() {
    return rowStep;
  }

  /** Pixels of an indirect tile. */
  public int indirectPixels() {
    return indirectPixels;
  }

  /** Pixels of a tile. */
  public int pixels(int tile) {
    return tile < rowTiles ? rowPixels : indirectPixels;
  }

  /** Where a tile's pixels begin in {@link #input} and {@link #output}. */
  public int start(int tile) {
    int rows = Math.min(tile, rowTiles);
    return rows * rowPixels + (tile - rows) * indirectPixels;
  }
}
