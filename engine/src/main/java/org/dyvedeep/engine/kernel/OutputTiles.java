package org.dyvedeep.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;

/**
 * An output map cut into tiles of some rows and columns, counted from its origin, so that the last
 * ones may be smaller; and each tile cut into parts of some pixels, of which the last may repeat a
 * pixel. Immutable.
 */
final class OutputTiles {
  /** Kinds of tiles: whole ones, those at the right edge, those at the lower, the last one. */
  private static final int KINDS = 4;

  private final int[] heights = new int[KINDS];
  private final int[] widths = new int[KINDS];
  private final int[] kinds;
  private final int[] firstParts;
  private final int[] tiles;
  private final int[] pixels;

  OutputTiles(ActivationLayout out, int tileHeight, int tileWidth, int partPixels) {
    int height = Math.min(tileHeight, out.height());
    int width = Math.min(tileWidth, out.width());
    int down = (out.height() + height - 1) / height;
    int across = (out.width() + width - 1) / width;
    for (int kind = 0; kind < KINDS; kind++) {
      heights[kind] = kind / 2 == 0 ? height : out.height() - (down - 1) * height;
      widths[kind] = kind % 2 == 0 ? width : out.width() - (across - 1) * width;
    }
    kinds = new int[down * across];
    firstParts = new int[kinds.length + 1];
    List<Integer> ordered = new ArrayList<>();
    for (int tile = 0; tile < kinds.length; tile++) {
      int row = tile / across;
      int column = tile % across;
      kinds[tile] = (row == down - 1 ? 2 : 0) + (column == across - 1 ? 1 : 0);
      int first = row * height * out.width() + column * width;
      add(ordered, first, out.width(), heights[kinds[tile]], widths[kinds[tile]], partPixels);
      firstParts[tile + 1] = ordered.size() / partPixels;
    }
    pixels = ordered.stream().mapToInt(Integer::intValue).toArray();
    tiles = new int[pixels.length / partPixels];
    for (int tile = 0; tile < kinds.length; tile++) {
      for (int part = firstParts[tile]; part < firstParts[tile + 1]; part++) {
        tiles[part] = tile;
      }
    }
  }

  private static void add(
      List<Integer> ordered, int first, int mapWidth, int height, int width, int partPixels) {
    for (int i = 0; i < height * width; i++) {
      ordered.add(first + i / width * mapWidth + i % width);
    }
    while (ordered.size() % partPixels != 0) {
      ordered.add(ordered.get(ordered.size() - 1));
    }
  }

  /** How many tiles there are. */
  int count() {
    return kinds.length;
  }

  /** Rows of each kind of tile. */
  int[] heights() {
    return heights;
  }

  /** Columns of each kind of tile. */
  int[] widths() {
    return widths;
  }

  int kind(int tile) {
    return kinds[tile];
  }

  /** The first part of a tile; behind the last tile, the number of parts. */
  int firstPart(int tile) {
    return firstParts[tile];
  }

  /** The tile that a part belongs to. */
  int tile(int part) {
    return tiles[part];
  }

  /** The pixels, each row * width + column, part after part. */
  int[] pixels() {
    return pixels;
  }
}
