package org.dyvedeep.engine.kernel;

import java.util.List;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * How many pixels the register tiles of a set of kernels hold.
 *
 * @param row sizes of the tiles whose pixels are neighbours in both layouts, if these are blocked,
 *     best first; empty if there are none
 * @param planarRow the same for inputs whose neighbours are 1, 2 or 4 floats apart, as they are in
 *     planar layouts by the convolution's stride
 * @param indirect the size of the tile whose pixels may lie anywhere
 * @param indirectCost time for a pixel in an indirect tile over that in a row tile
 */
public record TileSizes(
    List<Integer> row, List<Integer> planarRow, int indirect, double indirectCost) {
  /** Copies the lists. */
  public TileSizes {
    row = List.copyOf(row);
    planarRow = List.copyOf(planarRow);
  }

  /** Without tiles for rows of planar inputs. */
  public TileSizes(List<Integer> row, int indirect, double indirectCost) {
    this(row, List.of(), indirect, indirectCost);
  }

  /** The sizes of row tiles whose neighbours are so many floats apart in the input. */
  List<Integer> row(int step) {
    return switch (step) {
      case BlockedLayout.BLOCK -> row;
      case 1, 2, 4 -> planarRow;
      default -> List.of();
    };
  }

  /** The pixels of the smallest row tile that holds so many; where none does, so many. */
  int completed(int pixels) {
    return row.stream().filter(size -> size >= pixels).min(Integer::compare).orElse(pixels);
  }
}
