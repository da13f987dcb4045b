package org.dyvedeep.engine.backend.direct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** With a clock that only moves while work is done. */
class SteadyTimesTest {
  private static final long MILLI = 1_000_000;

  private long now = 12345;

  /** Work whose time depends on when it begins, as that of code does that is compiled meanwhile. */
  private Runnable work(LongUnaryOperator nanosAt) {
    return () -> now += nanosAt.applyAsLong(now - 12345);
  }

  private double[] measure(List<Runnable> works, double... least) {
    return new SteadyTimes(() -> now)
        .of(
            works,
            times -> {
              for (int i = 0; i < least.length; i++) {
                if (times[i] > least[i]) {
                  return Optional.of("work " + i + " takes " + times[i]);
                }
              }
              return Optional.empty();
            });
  }

  private long elapsed() {
    return now - 12345;
  }

  @Test
  void steadyWorkTakesTheRoundsThatShowIt() {
    double[] times = measure(List.of(work(t -> 2 * MILLI), work(t -> 100 * MILLI)));
    assertArrayEquals(new double[] {2 * MILLI, 100 * MILLI}, times);
    // The first round is faster than nothing.
    assertEquals((1 + SteadyTimes.STEADY_ROUNDS) * 140 * MILLI, elapsed());
  }

  @Test
  void itGoesOnWhileSomeWorkBecomesFaster() {
    long compiled = 3000 * MILLI;
    double[] times =
        measure(
            List.of(
                work(t -> 5 * MILLI),
                work(t -> Math.max(MILLI, 50 * MILLI - t / 60)),
                work(t -> 7)));
    assertArrayEquals(new double[] {5 * MILLI, MILLI, 7}, times);
    assertTrue(elapsed() > compiled - 60 * MILLI, "ended after " + elapsed());
  }

  /** Seconds pass before the fast code is there, and nothing changes until then. */
  @Test
  void steadyTimesThatCannotBeTrueAreWaitedFor() {
    long compiled = 6000 * MILLI;
    double[] times =
        measure(
            List.of(work(t -> MILLI), work(t -> t < compiled ? 300 * MILLI : 3 * MILLI)),
            2 * MILLI,
            4 * MILLI);
    assertArrayEquals(new double[] {MILLI, 3 * MILLI}, times);
  }

  @Test
  void theLeastTimeCountsWhateverDisturbs() {
    double[] times = measure(List.of(work(t -> t / MILLI % 7 == 0 ? MILLI : 9 * MILLI)));
    assertArrayEquals(new double[] {MILLI}, times);
  }

  @Test
  void whatStaysDoubtfulIsRefusedInBoundedTime() {
    UnsteadyMachineException refused =
        assertThrows(
            UnsteadyMachineException.class,
            () -> measure(List.of(work(t -> 30 * MILLI)), 10 * MILLI));
    assertTrue(refused.getMessage().contains("work 0 takes"), refused.getMessage());
    assertTrue(Math.abs(elapsed() - SteadyTimes.LONGEST_NANOS) < 60 * MILLI, () -> "" + elapsed());
  }

  @Test
  void timesThatNeverStopFallingAreRefused() {
    UnsteadyMachineException refused =
        assertThrows(
            UnsteadyMachineException.class,
            () -> measure(List.of(work(t -> (long) (4000 * MILLI * Math.exp(-t / 4e9))))));
    assertTrue(refused.getMessage().contains("times still fall"), refused.getMessage());
  }
}
