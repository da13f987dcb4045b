package org.dyvedeep.engine.kernel.vector;

import java.util.List;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.TapProduct;
import org.dyvedeep.engine.kernel.TileSizes;

/** Kernels on the Vector API, at the width that {@link Species} chose. */
public final class VectorKernels implements Kernels {
  /** The cost of indirect tiles was measured: they keep their offsets on the stack. */
  private static final TileSizes TILES =
      Species.MANY_REGISTERS
          ? new TileSizes(List.of(14, 13, 12), 14, 1.12)
          : new TileSizes(List.of(6), 6, 1.12);

  /**
   * Checks the vectors.
   *
   * @throws UnsupportedOperationException if they are narrower than 128 bits
   */
  public VectorKernels() {
    if (Species.LANES < 4) {
      throw new UnsupportedOperationException(
          "vectors of " + Species.LANES + " floats are too narrow; 4 are needed");
    }
  }

  @Override
  public String description() {
    return "vector, " + Species.LANES * Float.SIZE + " bits";
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
    VectorTapProduct.multiply(product, x, xo, y, yo, fromStrip, toStrip, fromTile, toTile);
  }
}
