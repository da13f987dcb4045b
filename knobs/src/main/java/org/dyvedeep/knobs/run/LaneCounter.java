package org.dyvedeep.knobs.run;

import java.util.Arrays;

/**
 * Counts ones in 64 lanes at once: a word holds one bit of the counts of all lanes, so that adding
 * is a few logical operations. Four words are gathered and added together.
 */
final class LaneCounter {
  /** Lanes of a word. */
  static final int LANES = Long.SIZE;

  private final long[] planes;
  private long first;
  private long second;
  private long third;
  private int waiting;

  /**
   * Starts at 0.
   *
   * @param most what a count may come to
   */
  LaneCounter(int most) {
    planes = new long[Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(most)) + 1];
  }

  void clear() {
    Arrays.fill(planes, 0);
    waiting = 0;
  }

  /** Counts each lane whose bit is set. */
  void add(long ones) {
    switch (waiting++) {
      case 0 -> first = ones;
      case 1 -> second = ones;
      case 2 -> third = ones;
      default -> {
        addFour(ones);
        waiting = 0;
      }
    }
  }

  private void addFour(long fourth) {
    long half = planes[0] ^ first;
    long carry = (planes[0] & first) | (half & second);
    long sum = half ^ second;
    half = sum ^ third;
    long other = (sum & third) | (half & fourth);
    planes[0] = half ^ fourth;
    half = planes[1] ^ carry;
    long twice = (planes[1] & carry) | (half & other);
    planes[1] = half ^ other;
    carry(2, twice);
  }

  private void carry(int from, long ones) {
    long carry = ones;
    for (int k = from; carry != 0; k++) {
      long next = planes[k] & carry;
      planes[k] ^= carry;
      carry = next;
    }
  }

  /** The count of a lane. */
  int get(int lane) {
    addWaiting();
    int count = 0;
    for (int k = 0; k < planes.length; k++) {
      count |= (int) (planes[k] >>> lane & 1) << k;
    }
    return count;
  }

  private void addWaiting() {
    if (waiting > 0) {
      carry(0, first);
    }
    if (waiting > 1) {
      carry(0, second);
    }
    if (waiting > 2) {
      carry(0, third);
    }
    waiting = 0;
  }
}
