package org.dyvedeep.engine.kernel;

import java.util.Arrays;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * Pixels of a blocked value that may be interpolated from neighbours, and when: where in each
 * channel the greatest neighbour lies below a threshold of the channel's, or the greatest less the
 * least below another. Immutable; the arrays are shared with kernels, which only read them.
 */
public final class PixelNeighbours {
  /** As many neighbours has each pixel; those with a share of 0 repeat others. */
  public static final int NEIGHBOURS = 4;

  private final BlockedLayout layout;
  private final int[] pixels;
  private final int[] places;
  private final int[] neighbours;
  private final float[] shares;
  private final float[] maxSpread;
  private final float[] maxValue;

  /**
   * Turns pixels, each row * width + column, into places.
   *
   * @param layout of the value
   * @param pixels those that may be interpolated
   * @param neighbours 4 for each, of which one may be repeated in place of such as do not exist
   * @param shares what part each neighbour has in the interpolation; 0 for repetitions
   * @param maxSpread for each channel, below which difference of the greatest and the least
   *     neighbour a pixel is interpolated; negative infinity for never
   * @param maxValue for each channel, below which greatest neighbour it is, whatever the others
   *     are; negative infinity for never
   * @throws IllegalArgumentException if an array has another length
   */
  public PixelNeighbours(
      BlockedLayout layout,
      int[] pixels,
      int[] neighbours,
      float[] shares,
      float[] maxSpread,
      float[] maxValue) {
    requireLength("neighbours", neighbours.length, pixels.length * NEIGHBOURS);
    requireLength("shares", shares.length, neighbours.length);
    requireLength("spreads", maxSpread.length, layout.channels());
    requireLength("values", maxValue.length, layout.channels());
    this.layout = layout;
    this.pixels = pixels.clone();
    this.places = places(layout, pixels);
    this.neighbours = places(layout, neighbours);
    this.shares = shares.clone();
    this.maxSpread = completed(layout, maxSpread);
    this.maxValue = completed(layout, maxValue);
  }

  static void requireLength(String what, int found, int expected) {
    if (found != expected) {
      throw new IllegalArgumentException("expected " + expected + " " + what + ", got " + found);
    }
  }

  /** Where pixels stand in a block. */
  static int[] places(BlockedLayout layout, int[] of) {
    return Arrays.stream(of)
        .map(pixel -> layout.offset(0, pixel / layout.width(), pixel % layout.width()))
        .toArray();
  }

  /** What completes the last block has no say. */
  static float[] completed(BlockedLayout layout, float[] thresholds) {
    float[] all = Arrays.copyOf(thresholds, layout.blocks() * BlockedLayout.BLOCK);
    Arrays.fill(all, thresholds.length, all.length, Float.POSITIVE_INFINITY);
    return all;
  }

  /** How many pixels there are. */
  public int count() {
    return pixels.length;
  }

  /** A pixel of the table: row * width + column. */
  public int pixel(int index) {
    return pixels[index];
  }

  /** Channels, with those that complete the last block. */
  public int channels() {
    return maxSpread.length;
  }

  /** Floats from one block of channels to the next. */
  public int blockStride() {
    return layout.blockStride();
  }

  /** Where the pixels stand in a block. */
  public int[] places() {
    return places;
  }

  /** Where their neighbours stand in a block, 4 for each pixel. */
  public int[] neighbours() {
    return neighbours;
  }

  /** The neighbours' shares, 4 for each pixel. */
  public float[] shares() {
    return shares;
  }

  /** Thresholds of the spread; infinity for channels that complete the last block. */
  public float[] maxSpread() {
    return maxSpread;
  }

  /** Thresholds of the greatest value; infinity for channels that complete the last block. */
  public float[] maxValue() {
    return maxValue;
  }
}
