package org.dyvedeep.engine.kernel.scalar;

import org.dyvedeep.engine.kernel.PixelTiles;
import org.dyvedeep.engine.kernel.TapProduct;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** The tap product over lists of taps, pixel by pixel. */
final class ScalarListedTaps {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private ScalarListedTaps() {}

  static int list(
      float[] x,
      int xo,
      int[] pixels,
      int p,
      int count,
      int[] taps,
      int fromTap,
      int toTap,
      int[] skipped,
      int so,
      int[] list,
      int from) {
    int to = from;
    for (int tap = fromTap; tap < toTap; tap++) {
      boolean live = false;
      for (int i = p; i < p + count && !live; i++) {
        live = x[xo + pixels[i] + taps[tap]] != 0;
      }
      if (live && skipped[so + taps[tap] % BLOCK] == 0) {
        list[to++] = taps[tap];
        list[to++] = tap;
      }
    }
    return to;
  }

  static void multiply(
      TapProduct product,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int stripIndex,
      int p,
      int[] list,
      int from,
      int to,
      boolean more) {
    TapProduct.Strip strip = product.strip(stripIndex);
    PixelTiles tiles = product.tiles();
    int step = strip.blocks() * BLOCK;
    for (int b = 0; b < strip.blocks(); b++) {
      int block = yo + (strip.block() + b) * product.blockStride();
      for (int i = p; i < p + tiles.indirectPixels(); i++) {
        int at = block + tiles.output()[i];
        boolean repeated = i > p && tiles.output()[i] == tiles.output()[i - 1];
        if (repeated) {
          continue;
        }
        if (!more) {
          System.arraycopy(product.bias(), (strip.block() + b) * BLOCK, y, at, BLOCK);
        }
        for (int k = from; k < to; k += 2) {
          float factor = x[xo + tiles.input()[i] + list[k]];
          int row = strip.weight() + b * BLOCK + list[k + 1] * step;
          ScalarRows.addScaled(factor, product.weights(), row, y, at, BLOCK);
        }
        if (product.relu()) {
          ScalarTapProduct.relu(y, at);
        }
      }
    }
  }
}
