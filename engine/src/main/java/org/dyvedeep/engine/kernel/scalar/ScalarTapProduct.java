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
    float[] w = product.weights();
    for (int s = fromStrip; s < toStrip; s++) {
      int wo = product.strip(s).weight();
      multiplyStrip(product, s, w, wo, x, xo, y, yo, in, out, from, end);
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
      int[] in,
      int[] out,
      int from,
      int end) {
    TapProduct.Strip strip = product.strip(index);
    for (int b = 0; b < strip.blocks(); b++) {
      int block = yo + (strip.block() + b) * product.blockStride();
      for (int p = from; p < end; p++) {
        int to = block + out[p];
        System.arraycopy(product.bias(), (strip.block() + b) * BLOCK, y, to, BLOCK);
        addTaps(strip, w, wo + b * BLOCK, x, xo + in[p], y, to);
        if (product.relu()) {
          relu(y, to);
        }
      }
    }
  }

  private static void addTaps(
      TapProduct.Strip strip, float[] w, int wo, float[] x, int xo, float[] y, int to) {
    int at = wo;
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
