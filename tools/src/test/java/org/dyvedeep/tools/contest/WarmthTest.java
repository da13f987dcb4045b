package org.dyvedeep.tools.contest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Times of runs in milliseconds, and after how many of them a contestant is warm. */
class WarmthTest {
  private static final Duration LEAST = Duration.ofMillis(800);

  private static int runs(int least, IntToDoubleFunction millis) {
    Warmth warmth = new Warmth(least, LEAST);
    int runs = 0;
    while (!warmth.reached()) {
      warmth.add(Math.round(millis.applyAsDouble(runs++) * 1e6));
    }
    return runs;
  }

  @Test
  void steadyTimesTakeTheLeastTime() {
    assertEquals(80, runs(1, run -> 10));
    // Every other run is on another input.
    assertEquals(100, runs(1, run -> run % 2 == 0 ? 4 : 12));
  }

  @Test
  void runsThatTakeLongAreFew() {
    assertEquals(1, runs(1, run -> 900));
    assertEquals(3, runs(3, run -> 900));
  }

  @Test
  void whoBecomesFasterLateGoesOnFromThen() {
    // 600 ms in 30 runs, then runs that are faster, which must last as long.
    assertEquals(30 + 60, runs(1, run -> run < 30 ? 20 : 10));
  }

  @Test
  void aFewFastRunsAmongSlowOnesAreNoGain() {
    assertEquals(87, runs(1, run -> run % 10 == 3 ? 3 : 10));
  }

  @Test
  void whoBecomesFasterForEverIsStoppedAtLast() {
    Warmth warmth = new Warmth(1, LEAST);
    double millis = 100;
    double sum = 0;
    while (!warmth.reached()) {
      warmth.add(Math.round(millis * 1e6));
      sum += millis;
      millis *= 0.96;
      if (millis < 1e-3) {
        millis = 100;
      }
    }
    assertEquals(true, sum >= 800 && sum <= 4100, "ran for " + sum);
  }
}
