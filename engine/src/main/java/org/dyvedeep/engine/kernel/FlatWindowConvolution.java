package org.dyvedeep.engine.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dyvedeep.engine.kernel.TapProduct.Strip;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;

/**
 * A convolution that takes flat windows as their mean. Output pixels fall into tiles, counted from
 * the map's origin. Where the inputs of a channel under all windows of a tile are alike, one
 * product for each pixel, the mean under its window times the sum of the channel's weights, takes
 * the place of those of all taps. What is left is listed, tile by tile, and strips of outputs run
 * over the lists as in {@link SparseInputConvolution}.
 *
 * <p>Immutable and shared by threads, which may run disjoint ranges of tiles at the same time, each
 * with scratch of its own. Results do not depend on the ranges.
 */
public final class FlatWindowConvolution {
  /** Rows of the tiles that suit this kernel best: they fill its registers and lie together. */
  public static final int TILE_HEIGHT = 2;

  /** Columns of the tiles that suit this kernel best. */
  public static final int TILE_WIDTH = 3;

  /**
   * Output pixels that share their weights in registers; a tile is cut into as many as it needs.
   */
  private static final int PIXELS = SparseInputConvolution.TILE_PIXELS;

  private static final int BLOCK = BlockedLayout.BLOCK;

  /** Elements of the lists of tiles that pass one after the other while weights are in a cache. */
  private static final int LISTED = 1 << 15;

  private final Kernels kernels;
  private final ConvolutionShape shape;
  private final boolean skipsZeros;
  private final WindowTest test;
  private final OutputTiles tiles;
  private final TapProduct exact;
  private final TapProduct mean;
  private final int meansFloats;
  private final List<Section> sections;
  private final int batch;

  /**
   * Which windows count as flat.
   *
   * @param variance whether the spread of inputs is the mean of the squared differences to their
   *     mean; else the greatest less the least
   * @param maxSpread below which spread they are alike, one for all input channels or one for each
   * @param tileHeight rows of output pixels that decide together
   * @param tileWidth columns of output pixels that decide together
   */
  public record Rule(boolean variance, List<Float> maxSpread, int tileHeight, int tileWidth) {
    /** Copies the list. */
    public Rule {
      maxSpread = List.copyOf(maxSpread);
    }
  }

  /** Strips whose outputs depend on the same groups of inputs, and so share lists. */
  private record Section(
      int fromStrip, int toStrip, int fromBlock, int toBlock, TapLists taps, TapLists means) {}

  /**
   * Packs the weights, which are not kept.
   *
   * @param weights O x C/group x Kh x Kw
   * @param bias one value an output; null for none
   * @param relu whether negative results become zero
   * @param skipsZeros whether products are left out where all pixels in registers read zero;
   *     changes no result
   * @throws IllegalArgumentException if weights, bias or spreads have another length than the shape
   *     asks for
   */
  public FlatWindowConvolution(
      Kernels kernels,
      ConvolutionShape shape,
      float[] weights,
      float[] bias,
      boolean relu,
      Rule rule,
      boolean skipsZeros) {
    this.kernels = kernels;
    this.shape = shape;
    this.skipsZeros = skipsZeros;
    this.tiles = new OutputTiles(shape.out(), rule.tileHeight(), rule.tileWidth(), PIXELS);
    this.test =
        new WindowTest(shape, rule.variance(), rule.maxSpread(), tiles.heights(), tiles.widths());
    ActivationLayout means =
        shape.in() instanceof BlockedLayout
            ? BlockedLayout.of(shape.in().channels(), 1, PIXELS)
            : new PlanarLayout(shape.in().channels(), 1, PIXELS, 0, 0);
    this.meansFloats = means.imageFloats();
    ConvolutionShape meanShape =
        new ConvolutionShape(
            means,
            BlockedLayout.of(shape.out().channels(), 1, PIXELS),
            1,
            1,
            1,
            1,
            0,
            0,
            1,
            1,
            shape.group());
    TileSizes sizes = new TileSizes(List.of(), PIXELS, 1);
    PixelTiles pixels = DirectConvolution.tiles(sizes, shape, tiles.pixels());
    int[] places = new int[pixels.output().length];
    Arrays.setAll(places, i -> means.offset(0, 0, i % PIXELS));
    List<Strip> strips = strips(shape);
    this.exact = DirectConvolution.product(shape, pixels, strips, weights, bias, relu);
    List<Strip> meanStrips = strips(meanShape);
    this.mean =
        new TapProduct(
            PixelTiles.of(places, pixels.output(), sizes),
            meanStrips,
            StripWeights.pack(meanShape, meanStrips, sums(shape, weights)),
            exact.bias(),
            exact.blockStride(),
            false);
    this.sections = sections(shape, meanShape, strips);
    this.batch = Math.max(1, LISTED / (2 * longest()));
  }

  /** Four blocks at a time, else two, else one, of one group; where groups are ragged, of any. */
  private static List<Strip> strips(ConvolutionShape shape) {
    int blocks = shape.out().blocks();
    boolean ragged = shape.group() > 1 && shape.groupOutputs() % BLOCK != 0;
    int groupBlocks = ragged ? 1 : blocks / shape.group();
    List<Strip> strips = new ArrayList<>();
    int weight = 0;
    for (int block = 0; block < blocks; ) {
      int left = groupBlocks - block % groupBlocks;
      int count = left >= 4 ? 4 : Math.min(left, 2);
      int[] taps =
          DirectConvolution.taps(
              shape,
              StripWeights.firstGroup(shape, block),
              StripWeights.lastGroup(shape, block, count));
      strips.add(new Strip(block, count, taps, weight));
      weight = Math.addExact(weight, Math.multiplyExact(taps.length, count * BLOCK));
      block += count;
    }
    return strips;
  }

  private static float[] sums(ConvolutionShape shape, float[] weights) {
    int window = shape.kernelY() * shape.kernelX();
    float[] sums = new float[weights.length / window];
    for (int i = 0; i < sums.length; i++) {
      double sum = 0;
      for (int k = 0; k < window; k++) {
        sum += weights[i * window + k];
      }
      sums[i] = (float) sum;
    }
    return sums;
  }

  private static List<Section> sections(
      ConvolutionShape shape, ConvolutionShape meanShape, List<Strip> strips) {
    List<Section> sections = new ArrayList<>();
    int lanes = shape.in().channelsPerBlock();
    int to;
    for (int from = 0; from < strips.size(); from = to) {
      int first = firstGroup(shape, strips.get(from));
      int last = lastGroup(shape, strips.get(from));
      to = from + 1;
      while (to < strips.size()
          && firstGroup(shape, strips.get(to)) == first
          && lastGroup(shape, strips.get(to)) == last) {
        to++;
      }
      int end = (last + 1) * shape.groupInputs();
      sections.add(
          new Section(
              from,
              to,
              first * shape.groupInputs() / lanes,
              (end + lanes - 1) / lanes,
              new TapLists(shape, first, last),
              new TapLists(meanShape, first, last)));
    }
    return List.copyOf(sections);
  }

  private static int firstGroup(ConvolutionShape shape, Strip strip) {
    return StripWeights.firstGroup(shape, strip.block());
  }

  private static int lastGroup(ConvolutionShape shape, Strip strip) {
    return StripWeights.lastGroup(shape, strip.block(), strip.blocks());
  }

  /** The most taps that a tile may list, as such and as means. */
  private int longest() {
    return sections.stream()
        .mapToInt(section -> section.taps.taps().length + section.means.taps().length)
        .max()
        .orElseThrow();
  }

  /** What is convolved. */
  public ConvolutionShape shape() {
    return shape;
  }

  /** How many tiles the work divides into. */
  public int tiles() {
    return tiles.count();
  }

  /** Room for one thread. */
  public Scratch scratch() {
    return new Scratch(this);
  }

  /** What one thread works with, and what it has counted. */
  public static final class Scratch {
    private final int[] bounds;
    private final int[] lists;
    private final int[] flat;
    private final int[] rough;
    private final float[] means;
    private long listed;
    private long taps;

    private Scratch(FlatWindowConvolution layer) {
      bounds = new int[2 * layer.batch + 1];
      lists = new int[2 * layer.longest() * layer.batch + BLOCK];
      flat = new int[layer.test.maxSpread().length];
      rough = new int[flat.length];
      means = new float[layer.meansFloats * layer.batch];
    }

    /** How many products were listed for each output since the last {@link #forget}. */
    public long listed() {
      return listed;
    }

    /** How many there would have been in all. */
    public long taps() {
      return taps;
    }

    /** Begins to count anew. */
    public void forget() {
      listed = 0;
      taps = 0;
    }
  }

  /**
   * Convolves a range of tiles, upper bound excluded, of the image that begins at x[xImage] into
   * the one that begins at y[yImage].
   */
  public void run(
      float[] x, int xImage, float[] y, int yImage, int fromTile, int toTile, Scratch scratch) {
    // By index, since an iterator would be allocated.
    for (int s = 0; s < sections.size(); s++) {
      Section section = sections.get(s);
      int end = tiles.firstPart(toTile);
      int tested = -1;
      for (int first = tiles.firstPart(fromTile); first < end; first += batch) {
        int count = Math.min(batch, end - first);
        for (int i = 0; i < count; i++) {
          int tile = tiles.tile(first + i);
          if (tile != tested) {
            test(section, x, xImage, tile, scratch);
            tested = tile;
          }
          list(section, x, xImage, first + i, i, scratch);
        }
        multiply(section, x, xImage, y, yImage, first, count, scratch);
      }
    }
  }

  private void test(Section section, float[] x, int xImage, int tile, Scratch scratch) {
    int corner = xImage + exact.tiles().input()[tiles.firstPart(tile) * PIXELS];
    kernels.findFlat(
        test,
        tiles.kind(tile),
        x,
        corner,
        section.fromBlock,
        section.toBlock,
        scratch.flat,
        scratch.rough);
  }

  /** Lists a part of a tile: means first, then what is left of the input. */
  private void list(Section section, float[] x, int xImage, int part, int index, Scratch scratch) {
    int p = part * PIXELS;
    int[] places = exact.tiles().input();
    int means = index * meansFloats;
    kernels.windowMeans(
        test,
        x,
        xImage,
        places,
        p,
        section.fromBlock,
        section.toBlock,
        scratch.flat,
        scratch.means,
        means);
    Kernels zeros = skipsZeros ? kernels : null;
    int[] bounds = scratch.bounds;
    int[] lists = scratch.lists;
    bounds[2 * index + 1] =
        section.means.list(
            zeros,
            scratch.means,
            means,
            mean.tiles().input(),
            p,
            scratch.rough,
            lists,
            bounds[2 * index]);
    bounds[2 * index + 2] =
        section.taps.list(zeros, x, xImage, places, p, scratch.flat, lists, bounds[2 * index + 1]);
    scratch.listed += (bounds[2 * index + 2] - bounds[2 * index]) / 2;
    scratch.taps += section.taps.taps().length;
  }

  private void multiply(
      Section section,
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int firstPart,
      int count,
      Scratch scratch) {
    int[] bounds = scratch.bounds;
    int[] lists = scratch.lists;
    for (int strip = section.fromStrip; strip < section.toStrip; strip++) {
      for (int i = 0; i < count; i++) {
        int p = (firstPart + i) * PIXELS;
        int begin = bounds[2 * i];
        int middle = bounds[2 * i + 1];
        boolean means = begin < middle;
        if (means) {
          int at = i * meansFloats;
          kernels.multiplyListed(
              mean, scratch.means, at, y, yImage, strip, p, lists, begin, middle, false);
        }
        kernels.multiplyListed(
            exact, x, xImage, y, yImage, strip, p, lists, middle, bounds[2 * i + 2], means);
      }
    }
  }
}
