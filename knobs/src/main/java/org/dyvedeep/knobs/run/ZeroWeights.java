package org.dyvedeep.knobs.run;

import java.util.function.IntPredicate;

/** Which weights of a layer are 0: a row of bits for each output. Immutable. */
final class ZeroWeights {
  private final int words;
  private final int[] counts;
  private final long[] rows;

  /**
   * Looks at weights.
   *
   * @param each weights of an output
   * @param zero tells of the weights, output by output, which are 0
   */
  ZeroWeights(int outputs, int each, IntPredicate zero) {
    words = LaneBits.words(each);
    counts = new int[outputs];
    long[] found = new long[Math.multiplyExact(outputs, words)];
    boolean any = false;
    for (int i = 0; i < outputs * each; i++) {
      if (zero.test(i)) {
        found[i / each * words + i % each / Long.SIZE] |= 1L << i % each;
        counts[i / each]++;
        any = true;
      }
    }
    rows = any ? found : new long[0];
  }

  /** How many weights of an output are 0. */
  int count(int output) {
    return counts[output];
  }

  /** How many of an output's weights are 0 where a row of bits is on, too. */
  int count(int output, long[] some) {
    int count = 0;
    for (int i = 0; counts[output] > 0 && i < words; i++) {
      count += Long.bitCount(rows[output * words + i] & some[i]);
    }
    return count;
  }

  /** How many of an output's weights are 0 where a lane's bits are on, too. */
  int count(int output, LaneBits bits, int lane) {
    return counts[output] == 0 ? 0 : bits.count(lane, rows, output * words);
  }

  /** How many of an output's weights are 0 where a lane's bits and a row of bits are on, too. */
  int count(int output, LaneBits bits, int lane, long[] some) {
    return counts[output] == 0 ? 0 : bits.count(lane, rows, output * words, some, 0);
  }
}
