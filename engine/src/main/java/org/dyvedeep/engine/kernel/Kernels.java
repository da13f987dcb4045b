package org.dyvedeep.engine.kernel;

/**
 * The number crunching that has a vector form and a scalar twin. Both give the same results up to
 * rounding: the twin rounds after each multiplication where the vector form does not. Stateless and
 * safe for any number of threads; nothing is allocated.
 */
public interface Kernels {
  /** The best kernels for this machine; see {@link KernelLookup}. */
  static Kernels best() {
    return KernelLookup.best();
  }

  /** What these kernels are, such as {@code vector, 512 bits}. */
  String description();

  /** How many pixels register tiles hold; what {@link PixelTiles} is made for. */
  TileSizes tileSizes();

  /** Computes ranges of strips and tiles of a product, upper bounds excluded. */
  void multiply(
      TapProduct product,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int fromStrip,
      int toStrip,
      int fromTile,
      int toTile);
}
