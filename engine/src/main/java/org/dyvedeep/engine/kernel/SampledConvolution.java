package org.dyvedeep.engine.kernel;

import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * A convolution of which some pixels, the grid, are always computed, and each of the rest only
 * where it is not like its neighbours on the grid, in all channels. A run has three stages, each of
 * which ends before the next begins, and each of which threads may share:
 *
 * <ol>
 *   <li>{@link #runGrid}, over strips and tiles as in {@link DirectConvolution};
 *   <li>{@link #decide}, over the pixels of the rest;
 *   <li>{@link #list}, by one thread, and {@link #runListed}, over strips and tiles.
 * </ol>
 *
 * <p>Each pixel's sums are the same, bit by bit, in whatever tile it is computed. Immutable and
 * shared by threads; the lists are the caller's.
 */
public final class SampledConvolution {
  private static final ElementFunction RELU =
      new ElementFunction(ElementFunction.Kind.RECTIFIER, 0, 0);

  private final Kernels kernels;
  private final ConvolutionShape shape;
  private final PixelNeighbours rest;
  private final TapProduct product;
  private final int[] inputs;
  private final boolean rectified;

  /** When negative results become zero. */
  public enum Rectifier {
    /** Never. */
    NONE,
    /** As soon as they are computed: neighbours are compared as they are afterwards. */
    BEFORE_DECISIONS,
    /** In {@link #rectify}, when all is done: neighbours are compared as they are before. */
    AFTER_DECISIONS
  }

  /**
   * Packs the weights, which are not kept.
   *
   * @param weights O x C/group x Kh x Kw
   * @param bias one value an output; null for none
   * @param grid the pixels that are always computed, each row * width + column; at least one
   * @param rest all other pixels, in the layout of the shape's output; their neighbours are on the
   *     grid
   * @throws IllegalArgumentException if weights or bias have another length than the shape asks
   *     for, or there is no grid
   */
  public SampledConvolution(
      Kernels kernels,
      ConvolutionShape shape,
      float[] weights,
      float[] bias,
      Rectifier rectifier,
      int[] grid,
      PixelNeighbours rest) {
    if (grid.length == 0) {
      throw new IllegalArgumentException("expected at least one pixel on the grid");
    }
    this.kernels = kernels;
    this.shape = shape;
    this.rest = rest;
    this.rectified = rectifier == Rectifier.AFTER_DECISIONS;
    this.product =
        DirectConvolution.product(
            shape,
            DirectConvolution.tiles(kernels.tileSizes(), shape, grid),
            weights,
            bias,
            rectifier == Rectifier.BEFORE_DECISIONS);
    this.inputs = new int[rest.count()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = DirectConvolution.inputOffset(shape, rest.pixel(i));
    }
  }

  /** What is convolved. */
  public ConvolutionShape shape() {
    return shape;
  }

  /** How many strips of outputs the work divides into. */
  public int strips() {
    return product.stripCount();
  }

  /** How many tiles the grid's pixels fill. */
  public int gridTiles() {
    return product.tiles().count();
  }

  /** How many pixels are not on the grid. */
  public int rest() {
    return rest.count();
  }

  /** Room that lists of pixels need. */
  public int listLength() {
    return rest.count() + product.tiles().indirectPixels();
  }

  /** Computes a range of strips and of the grid's tiles, upper bounds excluded. */
  public void runGrid(
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int fromStrip,
      int toStrip,
      int fromTile,
      int toTile) {
    kernels.multiply(product, x, xImage, y, yImage, fromStrip, toStrip, fromTile, toTile);
  }

  /**
   * Interpolates those of a range of the rest's pixels that are like their neighbours.
   *
   * @param kept where the others are listed, from index ko on
   * @return how many were listed
   */
  public int decide(float[] y, int yImage, int from, int to, int[] kept, int ko) {
    return kernels.interpolate(rest, y, yImage, from, to, kept, ko);
  }

  /**
   * Adds pixels that were kept to the lists that {@link #runListed} takes.
   *
   * @param kept what {@link #decide} listed, from index ko on
   * @param in a list of {@link #listLength}, as is out
   * @param at how many pixels are on the lists already
   */
  public void list(int[] kept, int ko, int count, int[] in, int[] out, int at) {
    int[] places = rest.places();
    for (int i = 0; i < count; i++) {
      in[at + i] = inputs[kept[ko + i]];
      out[at + i] = places[kept[ko + i]];
    }
  }

  /**
   * Completes the last tile of lists.
   *
   * @param count how many pixels are on them
   * @return how many tiles they fill
   */
  public int completeTiles(int[] in, int[] out, int count) {
    int pixels = product.tiles().indirectPixels();
    int tiles = (count + pixels - 1) / pixels;
    // Repeating a pixel costs no branch, and writes the same value again.
    for (int i = count; i < tiles * pixels; i++) {
      in[i] = in[count - 1];
      out[i] = out[count - 1];
    }
    return tiles;
  }

  /** Computes a range of strips and of tiles of listed pixels, upper bounds excluded. */
  public void runListed(
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int fromStrip,
      int toStrip,
      int[] in,
      int[] out,
      int fromTile,
      int toTile) {
    int pixels = product.tiles().indirectPixels();
    kernels.multiplyPixels(
        product,
        x,
        xImage,
        y,
        yImage,
        fromStrip,
        toStrip,
        in,
        out,
        fromTile * pixels,
        toTile * pixels);
  }

  /** Ends a run: makes negative results zero where decisions were made before that. */
  public void rectify(float[] y, int yImage) {
    if (rectified) {
      rectify(kernels, shape.out(), y, yImage);
    }
  }

  /** Makes negative values of an image zero. */
  static void rectify(Kernels kernels, BlockedLayout layout, float[] y, int yImage) {
    for (int block = 0; block < layout.blocks(); block++) {
      for (int row = 0; row < layout.height(); row++) {
        int at = yImage + layout.offset(block * BlockedLayout.BLOCK, row, 0);
        kernels.apply(RELU, y, at, y, at, layout.width() * BlockedLayout.BLOCK);
      }
    }
  }
}
