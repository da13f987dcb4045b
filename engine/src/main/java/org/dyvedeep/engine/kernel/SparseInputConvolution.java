package org.dyvedeep.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.kernel.TapProduct.Strip;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.CacheLines;

/**
 * A convolution that leaves out zero inputs: for each tile of {@link #TILE_PIXELS} neighbouring
 * output pixels, taps at which all of them read zero are neither multiplied nor are their weights
 * read. Zeros of activations lie together, so that few taps count for a single pixel of a tile;
 * single pixels would read the weights more often than they can be had. Exact: the sums are those
 * of {@link DirectConvolution}, bit by bit but for the sign of zero, since the products left out
 * are zero.
 *
 * <p>Immutable and shared by threads, which may run disjoint ranges of tiles at the same time, each
 * with scratch of its own.
 */
public final class SparseInputConvolution {
  /** Output pixels of a tile, which share their weights in registers. */
  public static final int TILE_PIXELS = 6;

  private static final int BLOCK = BlockedLayout.BLOCK;
  private static final int STRIP_BLOCKS = 4;

  /** Room at the end of a list for the kernels' own use. */
  private static final int SPARE = 16;

  /** Elements of the lists of tiles that pass one after the other while weights are in a cache. */
  private static final int LISTED = 1 << 15;

  private final Kernels kernels;
  private final ConvolutionShape shape;
  private final TapProduct product;
  private final Border border;
  private final int[] taps;
  private final int[] noneSkipped = new int[BLOCK];
  private final int batch;

  /**
   * Packs the weights, which are not kept.
   *
   * @param weights O x C x Kh x Kw
   * @param bias one value an output; null for none
   * @param relu whether negative results become zero
   * @throws IllegalArgumentException if the shape is not {@linkplain #handles handled}, or weights
   *     or bias have another length than it asks for
   */
  public SparseInputConvolution(
      Kernels kernels, ConvolutionShape shape, float[] weights, float[] bias, boolean relu) {
    if (!handles(shape)) {
      throw new IllegalArgumentException(
          "expected one group, blocked input and 49 outputs or more: " + shape);
    }
    this.kernels = kernels;
    this.shape = shape;
    this.taps = DirectConvolution.taps(shape, 0, 0);
    InsidePixels pixels = new InsidePixels(shape);
    TileSizes sizes = new TileSizes(List.of(), TILE_PIXELS, 1);
    PixelTiles tiles = DirectConvolution.tiles(sizes, shape, pixels.inside());
    this.product =
        DirectConvolution.product(shape, tiles, strips(shape, taps), weights, bias, relu);
    this.border = pixels.border(kernels, shape, product);
    this.batch = Math.max(1, Math.min(tiles(), LISTED / (2 * taps.length)));
  }

  /** Whether a convolution has one group, blocked input, and outputs that fill a strip. */
  public static boolean handles(ConvolutionShape shape) {
    return shape.group() == 1
        && shape.in() instanceof BlockedLayout
        && shape.out().blocks() >= STRIP_BLOCKS;
  }

  /** Where blocks do not fill the last strip, it begins further ahead and repeats some. */
  private static List<Strip> strips(ConvolutionShape shape, int[] taps) {
    List<Strip> strips = new ArrayList<>();
    int weights = Math.multiplyExact(taps.length, STRIP_BLOCKS * BLOCK);
    for (int block = 0; block < shape.out().blocks(); block += STRIP_BLOCKS) {
      int first = Math.min(block, shape.out().blocks() - STRIP_BLOCKS);
      strips.add(new Strip(first, STRIP_BLOCKS, taps, Math.multiplyExact(strips.size(), weights)));
    }
    return strips;
  }

  /** What is convolved. */
  public ConvolutionShape shape() {
    return shape;
  }

  /** How many tiles of pixels the work divides into; those that read only padding are in none. */
  public int tiles() {
    return product.tiles().count();
  }

  /** How many taps each pixel has: input channels times kernel rows times kernel columns. */
  public int taps() {
    return taps.length;
  }

  /** Integers of scratch that each thread needs. */
  public int scratchInts() {
    return batch + 1 + 2 * taps.length * batch + SPARE;
  }

  /**
   * The share of taps that are not zero for all pixels of a tile, measured on some tiles.
   *
   * @param step how many tiles there are for each that is looked at; 1 for all
   * @param scratch {@link #scratchInts} integers, for this thread only
   */
  public double liveShare(float[] x, int xImage, int step, int[] scratch) {
    long live = 0;
    long seen = 0;
    int lists = batch + 1;
    // The middle of each step, since the edges of images are emptier.
    for (int tile = Math.min(step, tiles()) / 2; tile < tiles(); tile += step) {
      live += (list(x, xImage, tile, scratch, lists) - lists) / 2;
      seen += taps.length;
    }
    return (double) live / seen;
  }

  private int list(float[] x, int xImage, int tile, int[] scratch, int from) {
    PixelTiles tiles = product.tiles();
    return kernels.listTaps(
        x,
        xImage,
        tiles.input(),
        tiles.start(tile),
        TILE_PIXELS,
        taps,
        0,
        taps.length,
        noneSkipped,
        0,
        scratch,
        from);
  }

  /**
   * Convolves a range of tiles, upper bound excluded, of the image that begins at x[xImage] into
   * the one that begins at y[yImage].
   *
   * @param scratch {@link #scratchInts} integers, for this thread only
   */
  public void run(
      float[] x, int xImage, float[] y, int yImage, int fromTile, int toTile, int[] scratch) {
    for (int first = fromTile; first < toTile; first += batch) {
      int count = Math.min(batch, toTile - first);
      // Where the tiles' lists begin and end comes first, the lists behind.
      scratch[0] = batch + 1;
      for (int i = 0; i < count; i++) {
        scratch[i + 1] = list(x, xImage, first + i, scratch, scratch[i]);
      }
      for (int strip = 0; strip < product.stripCount(); strip++) {
        scratch[scratch.length - 1] = fetchWeights(product.strip(strip).weight());
        for (int i = 0; i < count; i++) {
          int p = product.tiles().start(first + i);
          kernels.multiplyListed(
              product, x, xImage, y, yImage, strip, p, scratch, scratch[i], scratch[i + 1], false);
        }
      }
    }
    if (border != null && fromTile < toTile && toTile == tiles()) {
      border.run(x, xImage, y, yImage, 0, product.stripCount());
    }
  }

  /**
   * Fetches a strip's weights: tiles, which leave some out, would wait for each. On the last layer
   * of SqueezeNet this saves a third of the time.
   */
  private int fetchWeights(int from) {
    int to = from + taps.length * STRIP_BLOCKS * BLOCK;
    return Float.floatToRawIntBits(CacheLines.fetch(product.weights(), from, to));
  }
}
