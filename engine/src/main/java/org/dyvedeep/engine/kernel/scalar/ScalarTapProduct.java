package org.dyvedeep.engine.kernel.scalar;

import org.dyvedeep.engine.kernel.PixelTiles;
import org.dyvedeep.engine.kernel.TapProduct;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** The tap product, pixel by pixel, in the same order of taps as the register tiles. */
final class ScalarTapProduct {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private ScalarTapProduct() {}

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
    PixelTiles tiles = product.tiles();
    int from = tiles.start(fromTile);
    int to = tiles.start(toTile);
    multiplyPixels(
        product, x, xo, y, yo, fromStrip, toStrip, tiles.input(), tiles.output(), from, to);
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
      int end) {
    for (int s = fromStrip; s < toStrip; s++) {
      TapProduct.Strip strip = product.strip(s);
      for (int b = 0; b < strip.blocks(); b++) {
        int block = yo + (strip.block() + b) * product.blockStride();
        for (int p = from; p < end; p++) {
          int to = block + out[p];
          System.arraycopy(product.bias(), (strip.block() + b) * BLOCK, y, to, BLOCK);
          addTaps(product, strip, b, x, xo + in[p], y, to);
          if (product.relu()) {
            relu(y, to);
          }
        }
      }
    }
  }

  private static void addTaps(
      TapProduct product, TapProduct.Strip strip, int block, float[] x, int xo, float[] y, int to) {
    float[] w = product.weights();
    int at = strip.weight() + block * BLOCK;
    int step = strip.blocks() * BLOCK;
    for (int tap : strip.taps()) {
      ScalarRows.addScaled(x[xo + tap], w, at, y, to, BLOCK);
      at += step;
    }
  }

  static void relu(float[] y, int from) {
    for (int i = from; i < from + BLOCK; i++) {
      if (y[i] < 0) {
        y[i] = 0;
      }
    }
  }
}
