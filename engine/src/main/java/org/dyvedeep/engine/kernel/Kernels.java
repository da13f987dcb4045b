package org.dyvedeep.engine.kernel;

/**
 * The number crunching that has a vector form and a scalar twin. Both give the same results up to
 * rounding: the twin rounds after each multiplication where the vector form does not. Stateless and
 * safe for any number of threads; nothing is allocated.
 */
public interface Kernels {
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

  /**
   * Computes one strip of a product, all of its tiles, with weights that lie elsewhere.
   *
   * @param w the weights of the strip, [tap][outputs of the strip], in place of the product's own
   * @param wo where they begin
   */
  void multiplyStrip(
      TapProduct product, int strip, float[] w, int wo, float[] x, int xo, float[] y, int yo);

  /**
   * Computes a range of strips of a product for pixels that are only known at run time, in place of
   * the product's own tiles.
   *
   * @param in where each pixel's first tap stands in the input
   * @param out where each pixel stands in a block of the output
   * @param from the first pixel of the two lists
   * @param to the pixel to end before; to - from is a multiple of {@link TileSizes#indirect}
   */
  void multiplyPixels(
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
      int to);

  /**
   * Lists the taps of a range, upper bound excluded, at which a tile's pixels are not all zero.
   *
   * @param pixels where each pixel's first tap stands in the input
   * @param p the tile's first pixel
   * @param count its pixels
   * @param taps offsets of the taps, rising; a multiple of 16 is one of a block's first channel
   * @param skipped from index so on, for each channel of a block: -1 if its taps are not listed in
   *     any case, else 0
   * @param list where each tap listed puts its offset and its index from index from on; with room
   *     for two elements a tap, and 16 at its very end for the kernel's own use
   * @return where the list ends
   */
  int listTaps(
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
      int from);

  /**
   * Computes one strip of one indirect tile of {@link SparseInputConvolution#TILE_PIXELS} pixels,
   * from listed taps alone.
   *
   * @param p the tile's first pixel
   * @param list a tap's offset and index for each, from index from to index to
   * @param more whether y already holds the bias and sums of other taps, to which these are added
   */
  void multiplyListed(
      TapProduct product,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int strip,
      int p,
      int[] list,
      int from,
      int to,
      boolean more);

  /**
   * Finds the channels whose inputs under the windows of a tile are alike.
   *
   * @param kind of tile
   * @param xo where the first tap of the tile's first pixel stands, in block 0
   * @param fromBlock the first block of channels; a planar input's blocks are single channels
   * @param toBlock the block to end before
   * @param flat receives -1 for each channel that is flat, else 0
   * @param rough receives the contrary
   */
  void findFlat(
      WindowTest test,
      int kind,
      float[] x,
      int xo,
      int fromBlock,
      int toBlock,
      int[] flat,
      int[] rough);

  /**
   * The means of the inputs under the windows of the pixels of a tile, for those blocks of which
   * some channel is flat.
   *
   * @param pixels where each pixel's first tap stands in the input, from index p on, {@link
   *     SparseInputConvolution#TILE_PIXELS} of them
   * @param flat what {@link #findFlat} found
   * @param means [block][pixel][channel of the block], from index mo on
   */
  void windowMeans(
      WindowTest test,
      float[] x,
      int xo,
      int[] pixels,
      int p,
      int fromBlock,
      int toBlock,
      int[] flat,
      float[] means,
      int mo);

  /**
   * Gives those of a range of pixels that are like their neighbours values from these, in all
   * blocks, and lists the others, whose values are undefined afterwards.
   *
   * @param kept where the others are listed from ko on, by their index in the table
   * @return how many were listed
   */
  int interpolate(
      PixelNeighbours table, float[] y, int yo, int fromPixel, int toPixel, int[] kept, int ko);

  /**
   * Gives those of a range of patches that are like their neighbours values from these, in all
   * blocks, and lists the others, whose values are undefined afterwards.
   *
   * @param kept where the others are listed from ko on, by their index in the table
   * @return how many were listed
   */
  int interpolatePatches(
      PatchNeighbours table, float[] y, int yo, int fromPatch, int toPatch, int[] kept, int ko);

  /**
   * Dot products of rows of weights with rows of x: y[yo + i * yStride + o] = sum over k of w[o * k
   * + .] * x[xo + i * k + .], for each i below batch and each o in a range, upper bound excluded.
   */
  void dots(
      float[] w,
      int k,
      float[] x,
      int xo,
      int batch,
      float[] y,
      int yo,
      int yStride,
      int fromOutput,
      int toOutput);

  /**
   * Copies some rows of length k so that 16 neighbours of each stand side by side: panel[po + (i /
   * 16 * rows + row) * 16 + i % 16] = w[wo + row * k + i], for each row below count. What completes
   * the last 16, and rows from count on, are left as they are.
   */
  void interleaveRows(float[] w, int wo, int k, int count, int rows, float[] panel, int po);

  /**
   * One row of a block of a depthwise convolution: for each pixel i below width and each lane, y[yo
   * + 16 i] = bias + sum over taps t of x[xo + step * i + taps[t]] * w[wo + 16 t].
   */
  void depthwiseRow(
      float[] x,
      int xo,
      int step,
      int[] taps,
      float[] w,
      int wo,
      float[] b,
      int bo,
      float[] y,
      int yo,
      int width,
      boolean relu);

  /**
   * Pools ranges of blocks and of output rows, upper bounds excluded.
   *
   * @param scratch room for {@link PoolingShape#scratchFloats} floats from so, for this thread only
   */
  void pool(
      PoolingShape shape,
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int fromBlock,
      int toBlock,
      int fromRow,
      int toRow,
      float[] scratch,
      int so);

  /**
   * Normalises a range of rows, upper bound excluded, of all channels.
   *
   * @param scratch room for {@link LrnShape#scratchFloats} floats from so, for this thread only
   */
  void lrn(
      LrnShape shape,
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int fromRow,
      int toRow,
      float[] scratch,
      int so);

  /** y = function(x), over count floats; x and y may be the same. */
  void apply(ElementFunction function, float[] x, int xo, float[] y, int yo, int count);

  /**
   * For each pixel of a run of pixels of a block: y = (x - subtrahend) * factor + term, each of the
   * three one a channel; x and y may be the same.
   *
   * @param table 16 subtrahends, 16 factors and 16 terms from to
   * @param count floats, a multiple of 16
   */
  void scaleChannels(float[] x, int xo, float[] table, int to, float[] y, int yo, int count);

  /**
   * For each pixel of a run of pixels of a block: y = x where positive, else slope * x, with one
   * slope a channel; x and y may be the same.
   *
   * @param slopes 16 slopes from so
   * @param count floats, a multiple of 16
   */
  void rectifyChannels(float[] x, int xo, float[] slopes, int so, float[] y, int yo, int count);

  /**
   * y = ca * a + cb * b, over count floats; y may be a or b. One loop for both twins: C2 vectorises
   * it by itself.
   */
  default void sum(
      float[] a, int ao, float ca, float[] b, int bo, float cb, float[] y, int yo, int count) {
    for (int i = 0; i < count; i++) {
      y[yo + i] = ca * a[ao + i] + cb * b[bo + i];
    }
  }

  /**
   * Adds rows of weights to a row: y[yo + i] += the sum over j of factors[j] * w[rows[j] + shift +
   * i], for each i below count and each j below rowCount.
   *
   * @param rows where the rows begin in w
   * @param shift what is added to each of them
   */
  void addRows(
      float[] w,
      int[] rows,
      int shift,
      float[] factors,
      int rowCount,
      float[] y,
      int yo,
      int count);

  /**
   * Adds rows of bytes to a row: y[yo + i] += the sum over j of factors[j] * w[wo + which[j] *
   * stride + i], for each i below count and each j below rowCount. The products of eight neighbours
   * j are summed up before they are added to y, so that a product goes through rowCount / 8 + 10
   * roundings at most.
   *
   * @param w with 16 bytes behind the last row
   * @param rowCount a multiple of 8
   * @param count a multiple of 16
   */
  void addRows(
      byte[] w,
      int wo,
      int stride,
      int[] which,
      float[] factors,
      int rowCount,
      float[] y,
      int yo,
      int count);

  /** The same for rows of shorts, behind which nothing need stand. */
  void addRows(
      short[] w,
      int wo,
      int stride,
      int[] which,
      float[] factors,
      int rowCount,
      float[] y,
      int yo,
      int count);

  /**
   * Dot products of some rows of bytes with one row of x: y[yo + rows[j]] = the sum over i below k
   * of w[wo + rows[j] * k + i] * x[xo + i], for each j in a range, upper bound excluded.
   *
   * @param w with 16 bytes behind the last row
   */
  void rowDots(
      byte[] w, int wo, int k, int[] rows, int from, int to, float[] x, int xo, float[] y, int yo);

  /** The same for rows of shorts, behind which nothing need stand. */
  void rowDots(
      short[] w, int wo, int k, int[] rows, int from, int to, float[] x, int xo, float[] y, int yo);

  /** y = the greater of a and b, over count floats; y may be a or b. */
  void max(float[] a, int ao, float[] b, int bo, float[] y, int yo, int count);

  /** y = a * b, over count floats, in one loop for both twins; y may be a or b. */
  default void product(float[] a, int ao, float[] b, int bo, float[] y, int yo, int count) {
    for (int i = 0; i < count; i++) {
      y[yo + i] = a[ao + i] * b[bo + i];
    }
  }

  /**
   * Transforms 3x3 kernels for two rows of the 6x6 places of {@link WinogradConvolution}: rows of G
   * times the kernels times G', for many kernels at a time.
   *
   * @param pair which {@linkplain WinogradWeights#pairedRow rows} of G: 0 to 2
   * @param g the kernels, [16 kernels][ky][kx][kernel], of which the first stand at go
   * @param count how many kernels; a multiple of 16
   * @param u room for [row of the pair][column][kernel] from uo on
   * @param placeStep floats from one column to the next in u, and from the last one to the next row
   */
  void winogradWeights(int pair, float[] g, int go, int count, float[] u, int uo, int placeStep);

  /**
   * Transforms a patch of a block for {@link WinogradConvolution}: B' d B.
   *
   * @param patch pixels along each axis: 4, 6 or 8
   * @param rowStride floats from one row of the patch to the next in x
   * @param half room for as many pixels as the patch has
   * @param step floats from one transformed pixel to the next in v
   */
  void winogradInput(
      int patch,
      float[] x,
      int xo,
      int rowStride,
      float[] half,
      int ho,
      float[] v,
      int vo,
      int step);

  /**
   * Transforms a patch of a block back to side x side pixels for {@link WinogradConvolution}: A' m
   * A + bias.
   *
   * @param side 2, 4, 5 or 6 outputs along each axis
   * @param patch transformed pixels along each axis: 4 or 6 for 2 outputs, 6 or 8 for 4, 8 for 5
   *     and 6
   * @param step floats from one transformed pixel to the next in m
   * @param half room for as many pixels as the patch has
   * @param rowStride floats from one row of pixels to the next in y
   */
  void winogradOutput(
      int side,
      int patch,
      float[] m,
      int mo,
      int step,
      float[] bias,
      int bo,
      boolean relu,
      float[] half,
      int ho,
      float[] y,
      int yo,
      int rowStride);

  /**
   * Adds products to the sums of listed stretches of {@link TerminatedConvolution#STRETCH}
   * neighbouring positions: sums[so + 16 s + i] += the sum over t of weights[t] * x[xo +
   * starts[first + s] + taps[t] + i], for each s on the list, each i below 16, and each t in a
   * range, upper bound excluded, one after the other.
   *
   * @param list of different stretches, with room for one more, which is overwritten
   * @param count how many are listed
   */
  void addStretches(
      float[] x,
      int xo,
      int[] starts,
      int first,
      int[] list,
      int count,
      int[] taps,
      float[] weights,
      int fromTap,
      int toTap,
      float[] sums,
      int so);

  /**
   * Which sums of listed stretches are neither less than {@code below} nor greater than {@code
   * above}: a bit for each position, the first in the lowest, in open[i] for the stretch list[i].
   */
  void between(float[] sums, int so, int[] list, int count, float below, float above, int[] open);

  /**
   * Adds products to sums that stand side by side, in double precision: for each t from {@code
   * from} on, one after the other, sums[i] += x[order[t] * stride + i] * w[wo + order[t]], for each
   * i below {@code lanes}. Both forms round after each multiplication, so their results are the
   * same.
   *
   * @param stride from one row of x to the next, at least {@code lanes}
   * @param to the element of {@code order} to end before
   */
  void addProducts(
      double[] x,
      int stride,
      int lanes,
      float[] w,
      int wo,
      int[] order,
      int from,
      int to,
      double[] sums);
}
