package org.dyvedeep.engine.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * A 3x3 convolution of stride 1 by Winograd's minimal filtering F(4x4, 3x3) (Lavin and Gray, 2016):
 * 36 multiplications for 16 outputs in place of 144. Input patches of 6x6 and kernels are
 * transformed; each of the 36 places is then a 1x1 convolution over patches; a transformation back
 * gives 4x4 outputs. The transformed weights take 4 times the room, and errors are several times
 * those of a direct convolution (within 5e-5 of the greatest output).
 *
 * <p>Patches are worked off in groups, so that a group's transformed patches stay in the cache.
 * Immutable and shared by threads, which may run disjoint ranges of groups at the same time, each
 * with scratch of its own.
 */
public final class WinogradConvolution {
  private static final int BLOCK = BlockedLayout.BLOCK;
  private static final int PLACES = 36;
  private static final int PATCH = 6;
  private static final int SIDE = 4;

  /** Room for a patch that reaches over the edge, and for a half-transformed one. */
  private static final int PATCH_FLOATS = PLACES * BLOCK;

  /** Transformed weights up to this many floats are read again and again from the cache. */
  private static final int SMALL_WEIGHTS = 3 << 20;

  /** One register tile: few enough that a group's patches stay in the second-level cache. */
  private static final int FEW_PATCHES = 14;

  /** Floats of a group whose weights come from memory each time, so that groups should be few. */
  private static final int GROUP_FLOATS = 1 << 21;

  private final Kernels kernels;
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
   * @param weights O x C/group x 3 x 3
   * @param bias one value an output; null for none
   * @param relu whether negative results become zero
   * @param threads how many threads will share the work: there are at least as many groups
   * @throws IllegalArgumentException if the shape is not {@linkplain #handles handled}, or weights
   *     or bias have another length than it asks for
   */
  public WinogradConvolution(
      Kernels kernels,
      ConvolutionShape shape,
      float[] weights,
      float[] bias,
      boolean relu,
      int threads) {
    int channels = shape.in().channels();
    int outputs = shape.out().channels();
    if (!handles(shape)
        || weights.length != 9L * shape.groupInputs() * outputs
        || (bias != null && bias.length != outputs)) {
      throw new IllegalArgumentException(
          "not a 3x3 convolution of stride 1 and blocked input, or not its weights: " + shape);
    }
    this.kernels = kernels;
    this.shape = shape;
    this.in = (BlockedLayout) shape.in();
    this.relu = relu;
    this.bias = DirectConvolution.padded(bias, shape.out().blocks() * BLOCK);
    this.patchesX = ceilDiv(shape.out().width(), SIDE);
    this.patches = patchesX * ceilDiv(shape.out().height(), SIDE);
    int most = mostPatches(shape);
    this.groups = Math.min(patches, Math.max(threads, ceilDiv(patches, most)));
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
    for (int place = 0; place < PLACES; place++) {
      float[] transformed = WinogradWeights.place(weights, place);
      places.add(new DirectConvolution(kernels, product, transformed, null, false));
    }
  }

  private static int mostPatches(ConvolutionShape shape) {
    long weights = (long) PLACES * shape.groupInputs() * shape.out().channels();
    if (weights <= SMALL_WEIGHTS) {
      return FEW_PATCHES;
    }
    int channels = shape.in().channels() + shape.out().channels();
    return Math.max(FEW_PATCHES, GROUP_FLOATS / (PLACES * channels));
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  /** Whether a convolution is 3x3 with stride 1, no dilation and blocked input. */
  public static boolean handles(ConvolutionShape s) {
    return s.in() instanceof BlockedLayout
        && s.kernelY() == 3
        && s.kernelX() == 3
        && s.strideY() == 1
        && s.strideX() == 1
        && s.dilationY() == 1
        && s.dilationX() == 1;
  }

  /** How many groups of patches the work divides into. */
  public int groups() {
    return groups;
  }

  /** Floats of scratch that each thread needs. */
  public int scratchFloats() {
    return 2 * PATCH_FLOATS + PLACES * (inputFloats() + outputFloats());
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
   * Convolves a range of groups, upper bound excluded, of the image that begins at x[xImage] into
   * the one that begins at y[yImage].
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
      float[] scratch,
      int so) {
    int input = so + 2 * PATCH_FLOATS;
    int output = input + PLACES * inputFloats();
    for (int group = fromGroup; group < toGroup; group++) {
      // The last group overlaps the one before, so that all have the same size.
      int first = Math.min(group * groupPatches, patches - groupPatches);
      transformInput(x, xImage, first, scratch, so, input);
      for (int place = 0; place < PLACES; place++) {
        int from = input + place * inputFloats();
        places.get(place).run(scratch, from, scratch, output + place * outputFloats());
      }
      transformOutput(scratch, so, output, first, y, yImage);
    }
  }

  private void transformInput(
      float[] x, int xImage, int first, float[] scratch, int so, int input) {
    int patchAt = so + PATCH_FLOATS;
    for (int block = 0; block < in.blocks(); block++) {
      for (int i = 0; i < groupPatches; i++) {
        int row = (first + i) / patchesX * SIDE - shape.padY();
        int column = (first + i) % patchesX * SIDE - shape.padX();
        int to = input + (block * groupPatches + i) * BLOCK;
        if (row + PATCH <= in.height() + in.padY() && column + PATCH <= in.width() + in.padX()) {
          int from = xImage + in.offset(block * BLOCK, row, column);
          int rowStride = in.rowStride();
          kernels.winogradInput(x, from, rowStride, scratch, so, scratch, to, inputFloats());
        } else {
          copyPatch(x, xImage, block, row, column, scratch, patchAt);
          int rowStride = PATCH * BLOCK;
          kernels.winogradInput(
              scratch, patchAt, rowStride, scratch, so, scratch, to, inputFloats());
        }
      }
    }
  }

  /** A patch that reaches over the border, with zeros where there is nothing. */
  private void copyPatch(
      float[] x, int xImage, int block, int row, int column, float[] patch, int at) {
    Arrays.fill(patch, at, at + PATCH_FLOATS, 0);
    int rows = Math.min(PATCH, in.height() + in.padY() - row);
    int columns = Math.min(PATCH, in.width() + in.padX() - column);
    for (int r = 0; r < rows; r++) {
      int from = xImage + in.offset(block * BLOCK, row + r, column);
      System.arraycopy(x, from, patch, at + r * PATCH * BLOCK, columns * BLOCK);
    }
  }

  private void transformOutput(
      float[] scratch, int so, int output, int first, float[] y, int yImage) {
    int resultAt = so + PATCH_FLOATS;
    for (int block = 0; block < shape.out().blocks(); block++) {
      for (int i = 0; i < groupPatches; i++) {
        int from = output + (block * groupPatches + i) * BLOCK;
        kernels.winogradOutput(
            scratch, from, outputFloats(), bias, block * BLOCK, relu, scratch, so, resultAt);
        int row = (first + i) / patchesX * SIDE;
        int column = (first + i) % patchesX * SIDE;
        int rows = Math.min(SIDE, shape.out().height() - row);
        int columns = Math.min(SIDE, shape.out().width() - column);
        for (int r = 0; r < rows; r++) {
          int to = yImage + shape.out().offset(block * BLOCK, row + r, column);
          System.arraycopy(scratch, resultAt + r * SIDE * BLOCK, y, to, columns * BLOCK);
        }
      }
    }
  }
}
