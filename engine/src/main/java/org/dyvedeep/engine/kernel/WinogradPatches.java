package org.dyvedeep.engine.kernel;

import java.util.Arrays;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * Computes lists of a convolution's output patches by Winograd's algorithm, up to so many at a
 * time: which patches come together changes no bit of their results. Patches are numbered row by
 * row. Immutable and shared by threads, each with scratch of its own.
 */
final class WinogradPatches {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private final Kernels kernels;
  private final int side;
  private final int patch;
  private final ConvolutionShape shape;
  private final BlockedLayout in;
  private final PlaceProducts places;
  private final float[] bias;
  private final boolean relu;
  private final int patchesX;
  private final int capacity;

  /**
   * Transforms and packs the weights, which are not kept.
   *
   * @param side outputs of a patch along each axis
   * @param shape one that {@link WinogradConvolution#handles}
   * @param capacity how many patches are computed at a time at most
   */
  WinogradPatches(
      Kernels kernels,
      int side,
      ConvolutionShape shape,
      float[] weights,
      float[] bias,
      boolean relu,
      int capacity) {
    int outputs = shape.out().channels();
    int kernel = shape.kernelY();
    this.kernels = kernels;
    this.side = side;
    this.patch = side + kernel - 1;
    this.shape = shape;
    this.in = (BlockedLayout) shape.in();
    this.relu = relu;
    this.bias = DirectConvolution.padded(bias, shape.out().blocks() * BLOCK);
    this.patchesX = perRow(side, shape);
    this.capacity = capacity;
    BlockedLayout from = BlockedLayout.of(in.channels(), 1, capacity);
    BlockedLayout to = BlockedLayout.of(outputs, 1, capacity);
    ConvolutionShape product =
        new ConvolutionShape(from, to, 1, 1, 1, 1, 0, 0, 1, 1, shape.group());
    this.places =
        WinogradConvolution.isFresh(side, shape)
            ? new FreshPlaces(kernels, product, weights)
            : new PackedPlaces(kernels, side, kernel, product, weights);
  }

  /** Patches of a row. */
  static int perRow(int side, ConvolutionShape shape) {
    return (shape.out().width() + side - 1) / side;
  }

  /** Patches of the map. */
  static int count(int side, ConvolutionShape shape) {
    return perRow(side, shape) * ((shape.out().height() + side - 1) / side);
  }

  /** How many strips of outputs the work divides into. */
  int strips() {
    return places.strips();
  }

  /** Floats of scratch that each thread needs. */
  int scratchFloats() {
    return 2 * patchFloats() + placesFloats() + places.scratchFloats();
  }

  private int placesFloats() {
    return patch * patch * (inputFloats() + outputFloats());
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
    return (layout.blocks() * capacity | 1) * BLOCK;
  }

  private int outputFloats() {
    return placeFloats(shape.out());
  }

  /**
   * Computes listed patches, in a range of strips, upper bound excluded, of the image that begins
   * at x[xImage] into the one that begins at y[yImage].
   *
   * @param list of patches, of which those from index from on are computed
   * @param count how many; no more than the capacity
   * @param scratch room for {@link #scratchFloats} floats from so, for this thread only
   */
  void run(
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int[] list,
      int from,
      int count,
      int fromStrip,
      int toStrip,
      float[] scratch,
      int so) {
    int input = so + 2 * patchFloats();
    int output = input + patch * patch * inputFloats();
    transformInput(x, xImage, list, from, count, scratch, so, input);
    places.run(
        count,
        fromStrip,
        toStrip,
        scratch,
        input,
        inputFloats(),
        output,
        outputFloats(),
        so + 2 * patchFloats() + placesFloats());
    int fromBlock = places.firstBlock(fromStrip);
    int toBlock = places.firstBlock(toStrip);
    transformOutput(scratch, so, output, list, from, count, fromBlock, toBlock, y, yImage);
  }

  private void transformInput(
      float[] x, int xImage, int[] list, int first, int count, float[] scratch, int so, int input) {
    int patchAt = so + patchFloats();
    for (int block = 0; block < in.blocks(); block++) {
      for (int i = 0; i < count; i++) {
        int row = list[first + i] / patchesX * side - shape.padY();
        int column = list[first + i] % patchesX * side - shape.padX();
        int to = input + (block * capacity + i) * BLOCK;
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
      int[] list,
      int first,
      int count,
      int fromBlock,
      int toBlock,
      float[] y,
      int yImage) {
    for (int block = fromBlock; block < toBlock; block++) {
      for (int i = 0; i < count; i++) {
        int from = output + (block * capacity + i) * BLOCK;
        int row = list[first + i] / patchesX * side;
        int column = list[first + i] % patchesX * side;
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
