package org.dyvedeep.engine.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.engine.kernel.TapProduct.Strip;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * A convolution, weights packed, ready to run: any kernel, stride, dilation and group, from NCHWc16
 * or from planar input, to NCHWc16. Needs no scratch. Immutable and shared by threads.
 *
 * <p>Work is divided along two axes: strips of 16 or 32 outputs, and tiles of some pixels. Threads
 * may run disjoint ranges of either at the same time on the same arrays.
 *
 * <p>Pixels whose windows lie in the padding altogether, such as the border of a 1x1 kernel with
 * padding, are what the bias is, and no taps are read for them.
 */
public final class DirectConvolution {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private final Kernels kernels;
  private final ConvolutionShape shape;
  private final TapProduct product;

  /** The pixels that read nothing but padding; null if there are none. */
  private final Border border;

  /**
   * Packs the weights, which are not kept.
   *
   * @param weights O x C/group x Kh x Kw
   * @param bias one value an output; null for none
   * @param relu whether negative results become zero
   * @throws IllegalArgumentException if weights or bias have another length than the shape asks for
   */
  public DirectConvolution(
      Kernels kernels, ConvolutionShape shape, float[] weights, float[] bias, boolean relu) {
    this.kernels = kernels;
    this.shape = shape;
    InsidePixels pixels = new InsidePixels(shape);
    PixelTiles tiles = tiles(kernels.tileSizes(), shape, pixels.inside());
    this.product = product(shape, tiles, weights, bias, relu);
    this.border = pixels.border(kernels, shape, product);
  }

  private DirectConvolution(Kernels kernels, ConvolutionShape shape, TapProduct product) {
    this.kernels = kernels;
    this.shape = shape;
    this.product = product;
    this.border = null;
  }

  /** The same for other pixels, all of which read their taps, with the same packed weights. */
  DirectConvolution with(PixelTiles tiles) {
    return new DirectConvolution(kernels, shape, product.with(tiles));
  }

  /** The product that computes some pixels of a convolution. */
  static TapProduct product(
      ConvolutionShape shape, PixelTiles tiles, float[] weights, float[] bias, boolean relu) {
    return product(shape, tiles, strips(shape), weights, bias, relu);
  }

  /** The same in given strips. */
  static TapProduct product(
      ConvolutionShape shape,
      PixelTiles tiles,
      List<Strip> strips,
      float[] weights,
      float[] bias,
      boolean relu) {
    long expected =
        (long) shape.out().channels() * shape.groupInputs() * shape.kernelY() * shape.kernelX();
    WeightLengths.require(expected, shape.out().channels(), weights.length, bias);
    return new TapProduct(
        tiles,
        strips,
        StripWeights.pack(shape, strips, weights),
        padded(bias, shape.out().blocks() * BLOCK),
        shape.out().blockStride(),
        relu);
  }

  static float[] padded(float[] bias, int length) {
    float[] all = new float[length];
    if (bias != null) {
      System.arraycopy(bias, 0, all, 0, bias.length);
    }
    return all;
  }

  /** Tiles of some pixels, each row * width + column. */
  static PixelTiles tiles(TileSizes sizes, ConvolutionShape shape, int[] pixels) {
    int[] from = Arrays.stream(pixels).map(pixel -> inputOffset(shape, pixel)).toArray();
    int[] to = Arrays.stream(pixels).map(pixel -> outputOffset(shape, pixel)).toArray();
    return PixelTiles.of(from, to, sizes);
  }

  /** Where a pixel's first tap stands in the input. */
  static int inputOffset(ConvolutionShape shape, int pixel) {
    int row = pixel / shape.out().width() * shape.strideY() - shape.padY();
    int column = pixel % shape.out().width() * shape.strideX() - shape.padX();
    return shape.in().offset(0, row, column);
  }

  /** Where a pixel stands in a block of the output. */
  static int outputOffset(ConvolutionShape shape, int pixel) {
    return shape.out().offset(0, pixel / shape.out().width(), pixel % shape.out().width());
  }

  /** Two blocks at a time as long as they belong to one group, and all where groups are ragged. */
  static List<Strip> strips(ConvolutionShape shape) {
    boolean ragged = shape.groupOutputs() % BLOCK != 0;
    int groupBlocks = ragged ? shape.out().blocks() : shape.groupOutputs() / BLOCK;
    Map<Integer, int[]> tables = new HashMap<>();
    List<Strip> strips = new ArrayList<>();
    int weight = 0;
    for (int block = 0; block < shape.out().blocks(); ) {
      int blocks = Math.min(2, groupBlocks - block % groupBlocks);
      int first = StripWeights.firstGroup(shape, block);
      int last = StripWeights.lastGroup(shape, block, blocks);
      int[] taps =
          tables.computeIfAbsent(first * shape.group() + last, k -> taps(shape, first, last));
      strips.add(new Strip(block, blocks, taps, weight));
      weight = Math.addExact(weight, Math.multiplyExact(taps.length, blocks * BLOCK));
      block += blocks;
    }
    return strips;
  }

  /** Offsets of the taps of some groups, in the order of {@link StripWeights}. */
  static int[] taps(ConvolutionShape shape, int firstGroup, int lastGroup) {
    ActivationLayout in = shape.in();
    int[] taps =
        new int
            [(lastGroup - firstGroup + 1)
                * shape.groupInputs()
                * shape.kernelY()
                * shape.kernelX()];
    int origin = in.offset(0, 0, 0);
    StripWeights.forEachTap(
        shape,
        firstGroup,
        lastGroup,
        (tap, channel, ky, kx) ->
            taps[tap] =
                in.offset(channel, ky * shape.dilationY(), kx * shape.dilationX()) - origin);
    return taps;
  }

  /** What is convolved. */
  public ConvolutionShape shape() {
    return shape;
  }

  /** How many strips of outputs the work divides into. */
  public int strips() {
    return product.stripCount();
  }

  /** The block of outputs that a strip begins with; behind the last strip, the number of blocks. */
  int firstBlock(int strip) {
    return product.firstBlock(strip);
  }

  /** How many tiles of pixels the work divides into. */
  public int tiles() {
    return product.tiles().count();
  }

  /** Convolves the image that begins at x[xImage] into the one that begins at y[yImage]. */
  public void run(float[] x, int xImage, float[] y, int yImage) {
    run(x, xImage, y, yImage, 0, strips(), 0, tiles());
  }

  /** Computes a range of strips and of tiles, upper bounds excluded. */
  public void run(
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int fromStrip,
      int toStrip,
      int fromTile,
      int toTile) {
    kernels.multiply(product, x, xImage, y, yImage, fromStrip, toStrip, fromTile, toTile);
    if (border != null && fromTile < toTile && toTile == tiles()) {
      border.run(x, xImage, y, yImage, fromStrip, toStrip);
    }
  }
}
