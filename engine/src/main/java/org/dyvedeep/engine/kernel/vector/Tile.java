package org.dyvedeep.engine.kernel.vector;

/** One register tile of a tap product: some pixels by one or two vectors of outputs. */
interface Tile {
  /**
   * y[y_q + py[p + i]] = bias of vector q + the sum over t of x[xo + px[p + i] + taps[t]] *
   * (weights of vector q at tap t), but {@code least} where that is less, for each pixel i of the
   * tile and each vector q. A pixel may be repeated.
   *
   * @param wo where the first vector of the first tap stands in w; the second follows it
   * @param wStep floats from one tap to the next in w
   * @param bo where the first vector's bias stands in b; the second's follows it
   * @param y0 what to add to py for the first vector
   * @param y1 what to add to py for the second vector
   */
  void run(
      float[] x,
      int xo,
      int[] px,
      int[] py,
      int p,
      int[] taps,
      float[] w,
      int wo,
      int wStep,
      float[] b,
      int bo,
      float[] y,
      int y0,
      int y1,
      float least);
}
