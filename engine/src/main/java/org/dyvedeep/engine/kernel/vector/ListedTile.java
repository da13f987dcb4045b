package org.dyvedeep.engine.kernel.vector;

/** One register tile of a tap product in which only some taps count. */
interface ListedTile {
  /**
   * y[y0 + q * yStep + py[p + i]] = b[b0 + q * bStep + pb[bp + i]] + the sum, over the taps listed,
   * of x[xo + px[p + i] + offset of the tap] * (weights of vector q at the tap), for each pixel i
   * of the tile and each vector q. A pixel may be repeated.
   *
   * @param list a tap's offset and its index, for each
   * @param from where the tile's taps begin in the list
   * @param to where they end
   * @param wo where the first vector of tap 0 stands in w; the others follow it
   * @param wStep floats from one tap to the next in w
   * @param b what sums begin with; may be y
   * @param b0 what to add to pb for the first vector
   * @param bStep floats from one vector to the next in b
   * @param bp where the tile's pixels begin in pb
   * @param y0 what to add to py for the first vector
   * @param yStep floats from one vector to the next in y
   */
  void run(
      float[] x,
      int xo,
      int[] px,
      int[] py,
      int p,
      int[] list,
      int from,
      int to,
      float[] w,
      int wo,
      int wStep,
      float[] b,
      int b0,
      int bStep,
      int[] pb,
      int bp,
      float[] y,
      int y0,
      int yStep);
}
