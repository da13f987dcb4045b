package org.dyvedeep.engine.backend.direct;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Times pieces of work in turns until they are as fast as they will get. How long C2 takes to
 * compile them is not known beforehand, and meanwhile their times are steady, too, though a hundred
 * times too long: so all go on until none has become faster for some rounds and a judge of all
 * times finds nothing against them.
 */
final class SteadyTimes {
  /** Rounds in which no work becomes faster: together longer than C2 takes for a kernel. */
  static final int STEADY_ROUNDS = 5;

  /** A work that takes less than this part of its best time has become faster. */
  private static final double FASTER = 0.97;

  static final long WINDOW_NANOS = 40_000_000;
  static final long LONGEST_NANOS = 15_000_000_000L;

  private final LongSupplier clock;

  /** Tells the time by a clock in nanoseconds. */
  SteadyTimes(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * The least time of a run of each work, in nanoseconds.
   *
   * @param judge says what speaks against some times, if anything
   * @throws UnsteadyMachineException if times are not steady and beyond doubt within {@link
   *     #LONGEST_NANOS}, and a round
   */
  double[] of(List<Runnable> works, Function<double[], Optional<String>> judge) {
    double[] best = new double[works.size()];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    double[] before = best.clone();
    long start = clock.getAsLong();
    int steady = 0;
    Optional<String> doubt;
    do {
      round(works, best);
      steady++;
      if (faster(best, before)) {
        before = best.clone();
        steady = 0;
      }
      doubt = steady < STEADY_ROUNDS ? Optional.of("times still fall") : judge.apply(best);
    } while (doubt.isPresent() && clock.getAsLong() - start < LONGEST_NANOS);
    if (doubt.isPresent()) {
      throw new UnsteadyMachineException(doubt.get());
    }
    return best;
  }

  private void round(List<Runnable> works, double[] best) {
    for (int i = 0; i < best.length; i++) {
      best[i] = Math.min(best[i], leastOfWindow(works.get(i)));
    }
  }

  /** Whether some work became faster since the steady rounds began. */
  private static boolean faster(double[] best, double[] before) {
    return IntStream.range(0, best.length).anyMatch(i -> best[i] < FASTER * before[i]);
  }

  private double leastOfWindow(Runnable work) {
    long begin = clock.getAsLong();
    long least = Long.MAX_VALUE;
    long now = begin;
    do {
      work.run();
      long end = clock.getAsLong();
      least = Math.min(least, end - now);
      now = end;
    } while (now - begin < WINDOW_NANOS);
    return least;
  }
}
