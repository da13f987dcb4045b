package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.dyvedeep.engine.kernel.PixelTiles;
import org.dyvedeep.engine.kernel.TapProduct;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * The tap product over register tiles. For a strip of outputs the weights stay in the second-level
 * cache while all its tiles pass.
 */
final class VectorTapProduct {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private VectorTapProduct() {}

  static void multiply(
      TapProduct product,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int fromStrip,
      int toStrip,
      int fromTile,
      int toTile) {
    for (int s = fromStrip; s < toStrip; s++) {
      TapProduct.Strip strip = product.strip(s);
      int outputs = strip.blocks() * BLOCK;
      int vectors = Math.min(2, outputs / LANES);
      Tile row = Tiles.row(product.tiles().rowPixels(), vectors);
      Tile indirect = Tiles.indirect(product.tiles().indirectPixels(), vectors);
      int rowTiles = product.tiles().rowTiles();
      for (int output = 0; output < outputs; output += vectors * LANES) {
        if (fromTile < rowTiles) {
          int end = Math.min(toTile, rowTiles);
          multiply(product, strip, output, vectors, row, x, xo, y, yo, fromTile, end);
        }
        if (toTile > rowTiles) {
          int begin = Math.max(fromTile, rowTiles);
          multiply(product, strip, output, vectors, indirect, x, xo, y, yo, begin, toTile);
        }
      }
    }
  }

  /** One or two vectors of a strip's outputs over a range of tiles of one kind. */
  private static void multiply(
      TapProduct product,
      TapProduct.Strip strip,
      int output,
      int vectors,
      Tile tile,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int fromTile,
      int toTile) {
    PixelTiles tiles = product.tiles();
    int[] px = tiles.input();
    int[] py = tiles.output();
    int first = strip.block() * BLOCK + output;
    int y0 = yo + first / BLOCK * product.blockStride() + first % BLOCK;
    int second = first + (vectors - 1) * LANES;
    int y1 = yo + second / BLOCK * product.blockStride() + second % BLOCK;
    int pixels = tiles.pixels(fromTile);
    int end = tiles.start(toTile);
    int wo = strip.weight() + output;
    int wStep = strip.blocks() * BLOCK;
    int[] taps = strip.taps();
    float[] w = product.weights();
    float[] b = product.bias();
    for (int p = tiles.start(fromTile); p < end; p += pixels) {
      tile.run(x, xo, px, py, p, taps, w, wo, wStep, b, first, y, y0, y1);
      // Not in the tile's registers: that makes the compiler spill them all through the loop.
      if (product.relu()) {
        relu(y, y0, py, p, pixels);
        if (vectors == 2) {
          relu(y, y1, py, p, pixels);
        }
      }
    }
  }

  private static void relu(float[] y, int yo, int[] py, int p, int pixels) {
    for (int i = p; i < p + pixels; i++) {
      FloatVector v = FloatVector.fromArray(FLOATS, y, yo + py[i]);
      v.blend(0f, v.compare(VectorOperators.LT, 0f)).intoArray(y, yo + py[i]);
    }
  }
}
