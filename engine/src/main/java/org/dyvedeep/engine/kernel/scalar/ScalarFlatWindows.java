package org.dyvedeep.engine.kernel.scalar;

import org.dyvedeep.engine.kernel.SparseInputConvolution;
import org.dyvedeep.engine.kernel.WindowTest;

/** Flat windows and their means, channel by channel. */
final class ScalarFlatWindows {
  private ScalarFlatWindows() {}

  static void find(
      WindowTest test,
      int kind,
      float[] x,
      int xo,
      int fromBlock,
      int toBlock,
      int[] flat,
      int[] rough) {
    int lanes = test.lanes();
    for (int c = fromBlock * lanes; c < toBlock * lanes; c++) {
      int at = xo + c / lanes * test.blockStride() + c % lanes;
      flat[c] = test.isFlat(kind, x, at, c) ? -1 : 0;
      rough[c] = ~flat[c];
    }
  }

  static void means(
      WindowTest test,
      float[] x,
      int xo,
      int[] pixels,
      int p,
      int fromBlock,
      int toBlock,
      int[] flat,
      float[] means,
      int mo) {
    int lanes = test.lanes();
    int count = SparseInputConvolution.TILE_PIXELS;
    for (int c = fromBlock * lanes; c < toBlock * lanes; c++) {
      if (flat[c] != 0) {
        int block = c / lanes;
        for (int i = 0; i < count; i++) {
          int at = xo + pixels[p + i] + block * test.blockStride() + c % lanes;
          means[mo + (block * count + i) * lanes + c % lanes] = test.mean(x, at);
        }
      }
    }
  }
}
