package org.dyvedeep.engine.kernel;

import java.util.stream.IntStream;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * A convolution of 3x3 to 5x5 taps and stride 1 by Winograd's minimal filtering (Lavin and Gray,
 * 2016): F(2x2, 3x3) takes 16 multiplications for 4 outputs in place of 36, F(4x4, 3x3) takes 36
 * for 16 in place of 144, F(6x6, 3x3) 64 for 36 in place of 324, F(5x5, 4x4) 64 for 25 in place of
 * 400, F(2x2, 5x5) 36 for 4 in place of 100, and F(4x4, 5x5) 64 for 16 in place of 400. Input
 * patches of 4x4, 6x6 or 8x8 and kernels are transformed; each of the 16, 36 or 64 places is then a
 * 1x1 convolution over patches; a transformation back gives the outputs. The transformed weights
 * take 16/9, 4, 64/9, 4, 36/25 or 64/25 times the room, unless they are {@linkplain #isFresh
 * fresh}, and errors are several times those of a direct convolution (within 5e-5 of the greatest
 * output).
 *
 * <p>A group's transformed patches stay in the cache. Where threads run strips of outputs, each
 * reads a part of the weights but transforms all patches of its groups, which pays where groups are
 * fewer than threads: half a group would take as long, bound by reading all weights. To transform a
 * part each, and to share the result, was no faster: lines that one core has read and another
 * writes are slow.
 */
public final class WinogradConvolution implements PatchConvolution {
  /** One register tile: few enough that a group's patches stay in the second-level cache. */
  public static final int TILE_PATCHES = 14;

  /** Transformed weights up to this many floats are read again and again from the cache. */
  private static final int SMALL_WEIGHTS = 3 << 20;

  /** Floats of a group whose weights come from memory each time, so that groups should be few. */
  private static final int GROUP_FLOATS = 1 << 21;

  private final WinogradPatches kernel;
  private final int side;
  private final ConvolutionShape shape;
  private final int[] all;
  private final int groups;
  private final int groupPatches;

  /**
   * Transforms and packs the weights, which are not kept.
   *
   * @param side outputs of a patch along each axis: 2, 4 or 6; 5 for 4x4 taps, 2 or 4 for 5x5
   * @param weights O x C/group x 3 x 3, 4 x 4 or 5 x 5
   * @param bias one value an output; null for none
   * @param relu whether negative results become zero
   * @param threads how many threads will share the work. Small weights have at least as many
   *     groups; large ones fewer, or a multiple
   * @throws IllegalArgumentException if the shape is not {@linkplain #handles handled}, or weights
   *     or bias have another length than it asks for
   */
  public WinogradConvolution(
      Kernels kernels,
      int side,
      ConvolutionShape shape,
      float[] weights,
      float[] bias,
      boolean relu,
      int threads) {
    requireHandled(side, shape, weights, bias);
    this.side = side;
    this.shape = shape;
    int patches = WinogradPatches.count(side, shape);
    this.all = IntStream.range(0, patches).toArray();
    this.groups = groups(patches, side, shape, threads);
    this.groupPatches = ceilDiv(patches, groups);
    // Room for a whole tile, where patches are few.
    int capacity = kernels.tileSizes().completed(groupPatches);
    this.kernel = new WinogradPatches(kernels, side, shape, weights, bias, relu, capacity);
  }

  static void requireHandled(int side, ConvolutionShape shape, float[] weights, float[] bias) {
    int outputs = shape.out().channels();
    int taps = shape.kernelY() * shape.kernelX();
    if (!handles(side, shape)
        || weights.length != (long) taps * shape.groupInputs() * outputs
        || (bias != null && bias.length != outputs)) {
      throw new IllegalArgumentException(
          "F(%1$dx%1$d) is not for this convolution, or these are not its weights: %2$s"
              .formatted(side, shape));
    }
  }

  private static int groups(int patches, int side, ConvolutionShape shape, int threads) {
    int few = ceilDiv(patches, mostPatches(side, shape));
    if (staysInCache(side, shape)) {
      return Math.min(patches, Math.max(threads, few));
    }
    return few < threads ? few : Math.min(patches, ceilDiv(few, threads) * threads);
  }

  /** How many patches are worked off at a time at most. */
  public static int mostPatches(int side, ConvolutionShape shape) {
    if (staysInCache(side, shape)) {
      return TILE_PATCHES;
    }
    int channels = shape.in().channels() + shape.out().channels();
    int patch = side + shape.kernelY() - 1;
    return Math.max(TILE_PATCHES, GROUP_FLOATS / (patch * patch * channels));
  }

  /** How many transformed weights there are. */
  public static long weightFloats(int side, ConvolutionShape shape) {
    long patch = side + shape.kernelY() - 1L;
    return patch * patch * shape.groupInputs() * shape.out().channels();
  }

  /** Whether the transformed weights are small enough to be read from a cache for each group. */
  public static boolean staysInCache(int side, ConvolutionShape shape) {
    return weightFloats(side, shape) <= SMALL_WEIGHTS;
  }

  /**
   * Whether weights are transformed at each run, for each group of patches, since there would be
   * too many to read from memory: those of F(4x4, 3x3) that do not {@linkplain #staysInCache stay
   * in a cache}.
   */
  public static boolean isFresh(int side, ConvolutionShape shape) {
    return side == FreshPlaces.SIDE && shape.kernelY() == 3 && !staysInCache(side, shape);
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  /**
   * Whether a convolution has 3x3 to 5x5 taps, stride 1, no dilation and blocked input, and there
   * are patches of this size for it.
   *
   * @param side outputs of a patch along each axis
   */
  public static boolean handles(int side, ConvolutionShape s) {
    return hasPatches(side, s.kernelY())
        && s.kernelX() == s.kernelY()
        && s.in() instanceof BlockedLayout
        && s.strideY() == 1
        && s.strideX() == 1
        && s.dilationY() == 1
        && s.dilationX() == 1;
  }

  private static boolean hasPatches(int side, int kernel) {
    return switch (kernel) {
      case 3 -> side == 2 || side == 4 || side == 6;
      case 4 -> side == 5;
      case 5 -> side == 2 || side == 4;
      default -> false;
    };
  }

  @Override
  public int groups() {
    return groups;
  }

  @Override
  public int strips() {
    return kernel.strips();
  }

  @Override
  public int scratchFloats() {
    return kernel.scratchFloats();
  }

  /** The first row of the input that a group reads, without padding. */
  int firstRow(int group) {
    return Math.max(
        0, firstPatch(group) / WinogradPatches.perRow(side, shape) * side - shape.padY());
  }

  /** Behind the last row of the input that a group reads, without padding. */
  int endRow(int group) {
    int last = firstPatch(group) + groupPatches - 1;
    int row = last / WinogradPatches.perRow(side, shape) * side - shape.padY();
    return Math.min(shape.in().height(), row + side + shape.kernelY() - 1);
  }

  /** The last group overlaps the one before, so that all have the same size. */
  private int firstPatch(int group) {
    return Math.min(group * groupPatches, all.length - groupPatches);
  }

  @Override
  public void run(
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int fromGroup,
      int toGroup,
      int fromStrip,
      int toStrip,
      float[] scratch,
      int so) {
    for (int group = fromGroup; group < toGroup; group++) {
      int first = firstPatch(group);
      kernel.run(x, xImage, y, yImage, all, first, groupPatches, fromStrip, toStrip, scratch, so);
    }
  }
}
