package org.dyvedeep.knobs.tune;

import java.util.function.LongSupplier;

/**
 * Runs two ways of doing the same until neither has become faster for a while. How long C2 takes to
 * compile them is not known beforehand, and meanwhile their times are steady, too, only too long.
 */
final class WarmUp {
  /** A round that takes less than this part of the best one before is faster. */
  private static final double FASTER = 0.97;

  private final LongSupplier clock;
  private final long most;

  /**
   * Tells the time by a clock in nanoseconds.
   *
   * @param most nanoseconds after which there is an end to it: some machines are never steady
   */
  WarmUp(LongSupplier clock, long most) {
    this.clock = clock;
    this.most = most;
  }

  /**
   * Runs both in turns.
   *
   * @param one runs one way, and tells how many nanoseconds that took
   * @param other the other way
   * @param steady nanoseconds in which neither may have become faster
   * @return the least time of a round of both
   */
  long of(LongSupplier one, LongSupplier other, long steady) {
    long begin = clock.getAsLong();
    long fasterAt = begin;
    long now = begin;
    long bestOne = Long.MAX_VALUE;
    long bestOther = Long.MAX_VALUE;
    while (now - fasterAt < steady && now - begin < most) {
      long ofOne = one.getAsLong();
      long ofOther = other.getAsLong();
      now = clock.getAsLong();
      if (ofOne < FASTER * bestOne || ofOther < FASTER * bestOther) {
        fasterAt = now;
        bestOne = Math.min(bestOne, ofOne);
        bestOther = Math.min(bestOther, ofOther);
      }
    }
    return Math.max(1, bestOne + bestOther);
  }
}
