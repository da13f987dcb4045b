package org.dyvedeep.engine.kernel;

/**
 * When {@link TerminatedConvolution} stops summing up, and what becomes of an output then. Of some
 * neighbouring positions of a row, all stop at a check or none does: all if each partial sum, bias
 * included, is less than {@code below} or greater than {@code above}.
 */
public final class TerminationRule {
  private final int pixels;
  private final int[][] orders;
  private final int[] after;
  private final float[][] below;
  private final float[][] above;
  private final float lower;
  private final float upper;

  /**
   * Takes the arrays as they are; they must not change.
   *
   * @param pixels how many neighbouring positions decide together, from column 0 on; the last of a
   *     row may be fewer; 1 to {@link TerminatedConvolution#STRETCH}
   * @param orders for each output, the places of its weights in the order in which products are
   *     summed up; between two checks the order does not matter
   * @param after after how many products the checks stand, rising; at least one, and less than all
   * @param below for each check, a threshold for each output; negative infinity for none
   * @param above for each check, a threshold for each output; infinity for none
   * @param lower what outputs below become
   * @param upper what outputs above become
   * @throws IllegalArgumentException if the number of pixels is out of range, there is no check, or
   *     the checks have another number of thresholds
   */
  public TerminationRule(
      int pixels,
      int[][] orders,
      int[] after,
      float[][] below,
      float[][] above,
      float lower,
      float upper) {
    if (pixels < 1 || pixels > TerminatedConvolution.STRETCH) {
      throw new IllegalArgumentException("expected 1 to 16 pixels that decide together: " + pixels);
    }
    if (after.length == 0 || below.length != after.length || above.length != after.length) {
      throw new IllegalArgumentException(
          "expected checks with thresholds for each, got "
              + after.length
              + ", "
              + below.length
              + " and "
              + above.length);
    }
    this.pixels = pixels;
    this.orders = orders;
    this.after = after;
    this.below = below;
    this.above = above;
    this.lower = lower;
    this.upper = upper;
  }

  int pixels() {
    return pixels;
  }

  int[] order(int output) {
    return orders[output];
  }

  int checks() {
    return after.length;
  }

  int after(int check) {
    return after[check];
  }

  float below(int check, int output) {
    return below[check][output];
  }

  float above(int check, int output) {
    return above[check][output];
  }

  float lower() {
    return lower;
  }

  float upper() {
    return upper;
  }
}
