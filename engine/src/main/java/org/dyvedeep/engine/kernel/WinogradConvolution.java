package org.dyvedeep.engine.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * A 3x3 or 5x5 convolution of stride 1 by Winograd's minimal filtering (Lavin and Gray, 2016):
 * F(4x4, 3x3) takes 36 multiplications for 16 outputs in place of 144, F(2x2, 3x3) takes 16 for 4
 * in place of 36, and F(2x2, 5x5) takes 36 for 4 in place of 100. Input patches of 6x6 or 4x4 and
 * kernels are transformed; each of the 36 or 16 places is then a 1x1 convolution over patches; a
 * transformation back gives the outputs. The transformed weights take 4, 16/9 or 36/25 times the
 * room, and errors are several times those of a direct convolution (within 5e-5 of the greatest
 * output).
 *
 * <p>Patches are worked off in groups, so that a group's transformed patches stay in the cache.
 * Immutable and shared by threads, which may run disjoint ranges of groups, or of strips of
 * outputs, at the same time, each with scratch of its own. By strips, each reads a part of the
 * weights but transforms all patches of its groups, which pays where groups are fewer than threads:
 * half a group would take as long, bound by reading all weights. To transform a part each, and to
 * share the result, was no faster: lines that one core has read and another writes are slow.
 */
public final class WinogradConvolution {
  private static final int BLOCK = BlockedLayout.BLOCK;

  /** Transformed weights up to this many floats are read again and again from the cache. */
  private static final int SMALL_WEIGHTS = 3 << 20;

  /** One register tile: few enough that a group's patches stay in the second-level cache. */
  private static final int FEW_PATCHES = 14;

  /** Floats of a group whose weights come from memory each time, so that groups should be few. */
  private static final int GROUP_FLOATS = 1 << 21;

  private final Kernels kernels;
  private final int side;
  private final int patch;
  private final ConvolutionShape shape;
  private final BlockedLayout in;
  private final List<DirectConvolution> places = new ArrayList<>();
  private final float[] bias;
  private final boolean relu;
  private final int patchesX;
  private final int patches;
  private final int groups;
  private final int groupPatches;

  /**
   * Transforms and packs the weights, which are not kept.
   *
   * @param side outputs of a patch along each axis: 2 or 4; 2 for 5x5
   * @param weights O x C/group x 3 x 3 or 5 x 5
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
    int channels = shape.in().channels();
    int outputs = shape.out().channels();
    int kernel = shape.kernelY();
    if (!handles(side, shape)
        || weights.length != (long) kernel * kernel * shape.groupInputs() * outputs
        || (bias != null && bias.length != outputs)) {
      throw new IllegalArgumentException(
          "F(%1$dx%1$d) is not for this convolution, or these are not its weights: %2$s"
              .formatted(side, shape));
    }
    this.kernels = kernels;
    this.side = side;
    this.patch = side + kernel - 1;
    this.shape = shape;
    this.in = (BlockedLayout) shape.in();
    this.relu = relu;
    this.bias = DirectConvolution.padded(bias, shape.out().blocks() * BLOCK);
    this.patchesX = ceilDiv(shape.out().width(), side);
    this.patches = patchesX * ceilDiv(shape.out().height(), side);
    this.groups = groups(threads);
    this.groupPatches = ceilDiv(patches, groups);
    ConvolutionShape product =
        new ConvolutionShape(
            BlockedLayout.of(channels, 1, groupPatches),
            BlockedLayout.of(outputs, 1, groupPatches),
            1,
            1,
            1,
            1,
            0,
            0,
            1,
            1,
            shape.group());
    for (int place = 0; place < patch * patch; place++) {
      float[] transformed = WinogradWeights.place(side, kernel, weights, place);
      places.add(new DirectConvolution(kernels, product, transformed, null, false));
    }
  }

  private int groups(int threads) {
    int few = ceilDiv(patches, mostPatches(side, shape));
    if (staysInCache(side, shape)) {
      return Math.min(patches, Math.max(threads, few));
    }
    return few < threads ? few : Math.min(patches, ceilDiv(few, threads) * threads);
  }

  private static int mostPatches(int side, ConvolutionShape shape) {
    if (staysInCache(side, shape)) {
      return FEW_PATCHES;
    }
    int channels = shape.in().channels() + shape.out().channels();
    int patch = side + shape.kernelY() - 1;
    return Math.max(FEW_PATCHES, GROUP_FLOATS / (patch * patch * channels));
  }

  /** How many floats the transformed weights take. */
  public static long weightFloats(int side, ConvolutionShape shape) {
    long patch = side + shape.kernelY() - 1L;
    return patch * patch * shape.groupInputs() * shape.out().channels();
  }

  /** Whether the transformed weights are small enough to be read from a cache for each group. */
  public static boolean staysInCache(int side, ConvolutionShape shape) {
    return weightFloats(side, shape) <= SMALL_WEIGHTS;
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  /**
   * Whether a convolution is 3x3 with stride 1, no dilation and blocked input, or 5x5 of the same
   * kind where patches have 2 outputs along each axis.
   *
   * @param side outputs of a patch along each axis
   */
  public static boolean handles(int side, ConvolutionShape s) {
    boolean kernel = s.kernelY() == 3 ? side == 2 || side == 4 : s.kernelY() == 5 && side == 2;
    return kernel
        && s.kernelX() == s.kernelY()
        && s.in() instanceof BlockedLayout
        && s.strideY() == 1
        && s.strideX() == 1
        && s.dilationY() == 1
        && s.dilationX() == 1;
  }

  /** How many groups of patches the work divides into. */
  public int groups() {
    return groups;
  }

  /** How many strips of outputs the work divides into. */
  public int strips() {
    return places.get(0).strips();
  }

  /** Floats of scratch that each thread needs. */
  public int scratchFloats() {
    return 2 * patchFloats() + patch * patch * (inputFloats() + outputFloats());
  }

  /** Room for a patch that reaches over the edge, and for a half-transformed one. */
  private int patchFloats() {
    return patch * patch * BLOCK;
  }

  private int inputFloats() {
    return placeFloats(in);
  }

  /**
   * Floats from one place to the next: an odd number of cache lines, so that the lines of a patch,
   * one in each place, do not compete for the same few sets of the cache.
   */
  private int placeFloats(BlockedLayout layout) {
    return (layout.blocks() * groupPatches | 1) * BLOCK;
  }

  private int outputFloats() {
    return placeFloats(shape.out());
  }

  /**
   * Computes a range of groups and of strips, upper bounds excluded, of the image that begins at
   * x[xImage] into the one that begins at y[yImage].
   *
   * @param scratch room for {@link #scratchFloats} floats from so, for this thread only
   */
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
    int input = so + 2 * patchFloats();
    int output = input + patch * patch * inputFloats();
    for (int group = fromGroup; group < toGroup; group++) {
      // The last group overlaps the one before, so that all have the same size.
      int first = Math.min(group * groupPatches, patches - groupPatches);
      transformInput(x, xImage, first, scratch, so, input);
      for (int place = 0; place < patch * patch; place++) {
        int from = input + place * inputFloats();
        int to = output + place * outputFloats();
        DirectConvolution product = places.get(place);
        product.run(scratch, from, scratch, to, fromStrip, toStrip, 0, product.tiles());
      }
      int fromBlock = places.get(0).firstBlock(fromStrip);
      int toBlock = places.get(0).firstBlock(toStrip);
      transformOutput(scratch, so, output, first, fromBlock, toBlock, y, yImage);
    }
  }

  private void transformInput(
      float[] x, int xImage, int first, float[] scratch, int so, int input) {
    int patchAt = so + patchFloats();
    for (int block = 0; block < in.blocks(); block++) {
      for (int i = 0; i < groupPatches; i++) {
        int row = (first + i) / patchesX * side - shape.padY();
        int column = (first + i) % patchesX * side - shape.padX();
        int to = input + (block * groupPatches + i) * BLOCK;
        if (row + patch <= in.height() + in.padY() && column + patch <= in.width() + in.padX()) {
          int from = xImage + in.offset(block * BLOCK, row, column);
          int rowStride = in.rowStride();
          kernels.winogradInput(patch, x, from, rowStride, scratch, so, scratch, to, inputFloats());
        } else {
          copyPatch(x, xImage, block, row, column, scratch, patchAt);
          int rowStride = patch * BLOCK;
          kernels.winogradInput(
              patch, scratch, patchAt, rowStride, scratch, so, scratch, to, inputFloats());
        }
      }
    }
  }

  /** A patch that reaches over the border, with zeros where there is nothing. */
  private void copyPatch(
      float[] x, int xImage, int block, int row, int column, float[] scratch, int at) {
    Arrays.fill(scratch, at, at + patchFloats(), 0);
    int rows = Math.min(patch, in.height() + in.padY() - row);
    int columns = Math.min(patch, in.width() + in.padX() - column);
    for (int r = 0; r < rows; r++) {
      int from = xImage + in.offset(block * BLOCK, row + r, column);
      System.arraycopy(x, from, scratch, at + r * patch * BLOCK, columns * BLOCK);
    }
  }

  private void transformOutput(
      float[] scratch,
      int so,
      int output,
      int first,
      int fromBlock,
      int toBlock,
      float[] y,
      int yImage) {
    for (int block = fromBlock; block < toBlock; block++) {
      for (int i = 0; i < groupPatches; i++) {
        int from = output + (block * groupPatches + i) * BLOCK;
        int row = (first + i) / patchesX * side;
        int column = (first + i) % patchesX * side;
        int to = yImage + shape.out().offset(block * BLOCK, row, column);
        boolean whole = row + side <= shape.out().height() && column + side <= shape.out().width();
        int rowStride = whole ? shape.out().rowStride() : side * BLOCK;
        kernels.winogradOutput(
            side,
            patch,
            scratch,
            from,
            outputFloats(),
            bias,
            block * BLOCK,
            relu,
            scratch,
            so,
            whole ? y : scratch,
            whole ? to : so + patchFloats(),
            rowStride);
        if (!whole) {
          copyResult(scratch, so + patchFloats(), row, column, y, to);
        }
      }
    }
  }

  /** The outputs of a patch that reaches over the edge. */
  private void copyResult(float[] result, int at, int row, int column, float[] y, int to) {
    int rows = Math.min(side, shape.out().height() - row);
    int columns = Math.min(side, shape.out().width() - column);
    for (int r = 0; r < rows; r++) {
      int target = to + r * shape.out().rowStride();
      System.arraycopy(result, at + r * side * BLOCK, y, target, columns * BLOCK);
    }
  }
}
