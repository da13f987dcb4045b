package org.dyvedeep.knobs.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Two ways on a clock that goes on by what their runs take. */
class WarmUpTest {
  private static final long STEADY = 100;
  private static final long MOST = 10_000;

  private long now;
  private int rounds;

  private LongSupplier way(IntToLongFunction times) {
    return new LongSupplier() {
      private int run;

      @Override
      public long getAsLong() {
        long took = times.applyAsLong(run++);
        now += took;
        rounds = run;
        return took;
      }
    };
  }

  private long warm(IntToLongFunction one, IntToLongFunction other) {
    return new WarmUp(() -> now, MOST).of(way(one), way(other), STEADY);
  }

  @Test
  void steadyWaysAreWarmAfterTheTimeAskedFor() {
    assertEquals(10, warm(run -> 4, run -> 6));
    // The first round is faster than nothing; a hundred nanoseconds follow it.
    assertEquals(11, rounds);
  }

  @Test
  void eitherWayMayBecomeFasterLate() {
    assertEquals(3, warm(run -> run < 5 ? 15 : 1, run -> 2));
    assertEquals(3, warm(run -> 2, run -> run < 5 ? 14 : 1));
  }

  @Test
  void timesThatRiseOrHardlyFallDoNotCount() {
    assertEquals(200, warm(run -> 100 - run % 3, run -> 100 + run));
    assertEquals(2, rounds);
  }

  @Test
  void aWayThatFallsForEverEndsAtLast() {
    warm(run -> Math.round(2000 * Math.pow(0.96, run)), run -> 99);
    assertEquals(true, now >= MOST && now < MOST + 2100, "until " + now);
  }
}
