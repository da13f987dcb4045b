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
    float[] w = product.weights();
    for (int s = fromStrip; s < toStrip; s++) {
      int wo = product.strip(s).weight();
      multiplyStrip(product, s, w, wo, x, xo, y, yo, fromTile, toTile);
    }
  }

  /** One strip, whose weights begin at w[wo]. */
  static void multiplyStrip(
      TapProduct product,
      int index,
      float[] w,
      int wo,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int fromTile,
      int toTile) {
    PixelTiles tiles = product.tiles();
    int rows = tiles.start(tiles.rowTiles());
    int from = tiles.start(fromTile);
    int to = tiles.start(toTile);
    int[] in = tiles.input();
    int[] out = tiles.output();
    TapProduct.Strip strip = product.strip(index);
    int vectors = vectors(strip);
    Tile row = Tiles.row(tiles.rowPixels(), tiles.rowStep(), vectors);
    Tile indirect = Tiles.indirect(tiles.indirectPixels(), vectors);
    for (int output = 0; output < outputs(strip); output += vectors * LANES) {
      int at = wo + output;
      if (from < rows) {
        int end = Math.min(to, rows);
        int pixels = tiles.rowPixels();
        run(product, strip, output, w, at, row, pixels, x, xo, y, yo, in, out, from, end);
      }
      if (to > rows) {
        int begin = Math.max(from, rows);
        int pixels = tiles.indirectPixels();
        run(product, strip, output, w, at, indirect, pixels, x, xo, y, yo, in, out, begin, to);
      }
    }
  }

  static void multiplyPixels(
      TapProduct product,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int fromStrip,
      int toStrip,
      int[] in,
      int[] out,
      int from,
      int to) {
    int pixels = product.tiles().indirectPixels();
    for (int s = fromStrip; s < toStrip; s++) {
      TapProduct.Strip strip = product.strip(s);
      int vectors = vectors(strip);
      Tile tile = Tiles.indirect(pixels, vectors);
      float[] w = product.weights();
      for (int output = 0; output < outputs(strip); output += vectors * LANES) {
        int wo = strip.weight() + output;
        run(product, strip, output, w, wo, tile, pixels, x, xo, y, yo, in, out, from, to);
      }
    }
  }

  private static int outputs(TapProduct.Strip strip) {
    return strip.blocks() * BLOCK;
  }

  /** How many vectors of outputs a tile takes. */
  private static int vectors(TapProduct.Strip strip) {
    return Math.min(2, outputs(strip) / LANES);
  }

  /** One or two vectors of a strip's outputs over a range of pixels, in tiles of one kind. */
  private static void run(
      TapProduct product,
      TapProduct.Strip strip,
      int output,
      float[] w,
      int wo,
      Tile tile,
      int pixels,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int[] px,
      int[] py,
      int from,
      int to) {
    int vectors = vectors(strip);
    int first = strip.block() * BLOCK + output;
    int y0 = yo + first / BLOCK * product.blockStride() + first % BLOCK;
    int second = first + (vectors - 1) * LANES;
    int y1 = yo + second / BLOCK * product.blockStride() + second % BLOCK;
    int wStep = outputs(strip);
    int[] taps = strip.taps();
    float[] b = product.bias();
    float least = product.relu() ? 0 : Float.NEGATIVE_INFINITY;
    for (int p = from; p < to; p += pixels) {
      tile.run(x, xo, px, py, p, taps, w, wo, wStep, b, first, y, y0, y1, least);
    }
  }

  static void relu(float[] y, int yo, int[] py, int p, int pixels) {
    for (int i = p; i < p + pixels; i++) {
      FloatVector v = FloatVector.fromArray(FLOATS, y, yo + py[i]);
      v.blend(0f, v.compare(VectorOperators.LT, 0f)).intoArray(y, yo + py[i]);
    }
  }
}
