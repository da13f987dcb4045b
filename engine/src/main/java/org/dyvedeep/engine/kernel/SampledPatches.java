package org.dyvedeep.engine.kernel;

import java.util.stream.IntStream;
import org.dyvedeep.engine.kernel.SampledConvolution.Rectifier;

/**
 * A 3x3 or 5x5 convolution of stride 1 by Winograd's algorithm, of which some patches of 2x2
 * outputs, the grid, are always computed, and each of the rest only where it is not like its
 * neighbours, in all channels. A run has three stages, each of which ends before the next begins,
 * and each of which threads may share:
 *
 * <ol>
 *   <li>{@link #run} for the patches of the {@link #grid};
 *   <li>{@link #decide}, over the patches of the rest;
 *   <li>{@link #run} for those that were kept.
 * </ol>
 *
 * <p>Each patch's results are the same, bit by bit, with whatever others it is computed. Immutable
 * and shared by threads; the lists are the caller's.
 */
public final class SampledPatches {
  private final Kernels kernels;
  private final ConvolutionShape shape;
  private final int[] grid;
  private final PatchNeighbours rest;
  private final WinogradPatches product;
  private final int atATime;
  private final boolean rectified;

  /**
   * Transforms and packs the weights, which are not kept.
   *
   * @param shape one that {@link WinogradConvolution#handles} with 2 outputs along each axis
   * @param weights O x C/group x 3 x 3 or 5 x 5
   * @param bias one value an output; null for none
   * @param rest the patches that are not always computed, in the layout of the shape's output
   * @throws IllegalArgumentException if the shape is not handled, or weights or bias have another
   *     length than it asks for
   */
  public SampledPatches(
      Kernels kernels,
      ConvolutionShape shape,
      float[] weights,
      float[] bias,
      Rectifier rectifier,
      PatchNeighbours rest) {
    int side = PatchNeighbours.SIDE;
    WinogradConvolution.requireHandled(side, shape, weights, bias);
    this.kernels = kernels;
    this.shape = shape;
    this.rest = rest;
    this.rectified = rectifier == Rectifier.AFTER_DECISIONS;
    boolean[] interpolated = new boolean[WinogradPatches.count(side, shape)];
    for (int i = 0; i < rest.count(); i++) {
      interpolated[rest.patch(i)] = true;
    }
    this.grid =
        IntStream.range(0, interpolated.length).filter(patch -> !interpolated[patch]).toArray();
    this.atATime = Math.min(interpolated.length, WinogradConvolution.mostPatches(side, shape));
    boolean relu = rectifier == Rectifier.BEFORE_DECISIONS;
    this.product = new WinogradPatches(kernels, side, shape, weights, bias, relu, atATime);
  }

  /** What is convolved. */
  public ConvolutionShape shape() {
    return shape;
  }

  /** How many strips of outputs the work divides into. */
  public int strips() {
    return product.strips();
  }

  /** The patches that are always computed, for {@link #run}. Shared: only to be read. */
  public int[] grid() {
    return grid;
  }

  /** How many patches are not on the grid. */
  public int rest() {
    return rest.count();
  }

  /**
   * How many groups a list should be cut into, of sizes that differ by one at most: no more patches
   * than {@link #run} takes at a time, and as much for each thread where that does not mean to read
   * large weights more often.
   */
  public int groups(int listed, int threads) {
    int few = (listed + atATime - 1) / atATime;
    boolean alone = few < threads && !WinogradConvolution.staysInCache(PatchNeighbours.SIDE, shape);
    return alone ? few : Math.min(listed, (few + threads - 1) / threads * threads);
  }

  /** Floats of scratch that each thread needs. */
  public int scratchFloats() {
    return product.scratchFloats();
  }

  /**
   * Computes some patches of a list, and of these a range of strips, upper bound excluded.
   *
   * @param from the first, by its place in the list
   * @param count how many; as in {@link #groups} at most
   * @param scratch room for {@link #scratchFloats} floats from so, for this thread only
   */
  public void run(
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
    product.run(x, xImage, y, yImage, list, from, count, fromStrip, toStrip, scratch, so);
  }

  /**
   * Interpolates those of a range of the rest's patches that are like their neighbours.
   *
   * @param kept where the others are listed from index ko on, as {@link #run} takes them
   * @return how many were listed
   */
  public int decide(float[] y, int yImage, int from, int to, int[] kept, int ko) {
    int count = kernels.interpolatePatches(rest, y, yImage, from, to, kept, ko);
    for (int i = ko; i < ko + count; i++) {
      kept[i] = rest.patch(kept[i]);
    }
    return count;
  }

  /** Ends a run: makes negative results zero where decisions were made before that. */
  public void rectify(float[] y, int yImage) {
    if (rectified) {
      SampledConvolution.rectify(kernels, shape.out(), y, yImage);
    }
  }
}
