package org.dyvedeep.engine.kernel.scalar;

import java.util.List;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.TapProduct;
import org.dyvedeep.engine.kernel.TileSizes;

/** Kernels in plain Java, with inner loops over the 16 channels of a block. */
public final class ScalarKernels implements Kernels {
  private static final TileSizes TILES = new TileSizes(List.of(), 1, 1);

  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public TileSizes tileSizes() {
    return TILES;
  }

  @Override
  public void multiply(
      TapProduct product,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int fromStrip,
      int toStrip,
      int fromTile,
      int toTile) {
    ScalarTapProduct.multiply(product, x, xo, y, yo, fromStrip, toStrip, fromTile, toTile);
  }
}
