package org.dyvedeep.engine.kernel;

import java.util.List;

/**
 * How many pixels the register tiles of a set of kernels hold.
 *
 * @param row sizes of the tiles whose pixels are neighbours in both layouts, best first; empty if
 *     there are none
 * @param indirect the size of the tile whose pixels may lie anywhere
 * @param indirectCost time for a pixel in an indirect tile over that in a row tile
 */
public record TileSizes(List<Integer> row, int indirect, double indirectCost) {
  /** Copies the list. */
  public TileSizes {
    row = List.copyOf(row);
  }

  /** The pixels of the smallest row tile that holds so many; where none does, so many. */
  int completed(int pixels) {
    return row.stream().filter(size -> size >= pixels).min(Integer::compare).orElse(pixels);
  }
}
