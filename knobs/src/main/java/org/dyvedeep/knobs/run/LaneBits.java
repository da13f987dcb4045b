package org.dyvedeep.knobs.run;

import java.util.Arrays;

/** A row of bits for each lane of a block, counted 64 at a time. Belongs to one session. */
final class LaneBits {
  private final int words;
  private final long[] rows;

  /** All bits are off. */
  LaneBits(int lanes, int bits) {
    words = words(bits);
    rows = new long[Math.multiplyExact(lanes, words)];
  }

  /** How many words a row of so many bits takes. */
  static int words(int bits) {
    return (bits + Long.SIZE - 1) / Long.SIZE;
  }

  /** Switches all bits off. */
  void clear() {
    Arrays.fill(rows, 0);
  }

  void on(int lane, int bit, boolean condition) {
    rows[lane * words + bit / Long.SIZE] |= condition ? 1L << bit : 0;
  }

  void off(int lane, int bit) {
    rows[lane * words + bit / Long.SIZE] &= ~(1L << bit);
  }

  /** How many bits of a lane are on. */
  int count(int lane) {
    int count = 0;
    for (int at = lane * words; at < (lane + 1) * words; at++) {
      count += Long.bitCount(rows[at]);
    }
    return count;
  }

  /** How many bits of a lane are on where they are in another row, too, from word {@code a} on. */
  int count(int lane, long[] other, int a) {
    int count = 0;
    int first = lane * words;
    for (int i = 0; i < words; i++) {
      count += Long.bitCount(rows[first + i] & other[a + i]);
    }
    return count;
  }

  /** How many bits of a lane are on where they are in two other rows, too. */
  int count(int lane, long[] other, int a, long[] third, int b) {
    int count = 0;
    int first = lane * words;
    for (int i = 0; i < words; i++) {
      count += Long.bitCount(rows[first + i] & other[a + i] & third[b + i]);
    }
    return count;
  }
}
