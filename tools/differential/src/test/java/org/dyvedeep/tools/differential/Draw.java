package org.dyvedeep.tools.differential;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Random numbers of one case, all from its seed. */
final class Draw {
  private final SplittableRandom random;

  Draw(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Least to most, both included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** A number with three digits, so that text and binary forms are the same. */
  String decimal(double least, double most) {
    return String.format(Locale.ROOT, "%.3f", random.nextDouble(least, most));
  }

  boolean oneIn(int cases) {
    return random.nextInt(cases) == 0;
  }

  boolean coin() {
    return random.nextBoolean();
  }

  @SafeVarargs
  final <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Extents of 1 to most on each axis. */
  int[] shape(int rank, int most) {
    int[] dims = new int[rank];
    Arrays.setAll(dims, axis -> between(1, most));
    return dims;
  }

  /** An axis, counted from the front or, as negative, from the end. */
  int axis(int axis, int rank) {
    return coin() ? axis : axis - rank;
  }
}
