package org.dyvedeep.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that share the parts of a step. */
@Timeout(60)
class TeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyPartRunsOnceInEveryRound(int size) {
    try (Team team = new Team(size)) {
      for (int round = 0; round < 5000; round++) {
        int parts = 1 + round % 9;
        AtomicIntegerArray runs = new AtomicIntegerArray(parts);
        team.run(
            (part, worker) -> {
              assertTrue(worker >= 0 && worker < size);
              runs.incrementAndGet(part);
            },
            parts);
        for (int part = 0; part < parts; part++) {
          assertEquals(1, runs.get(part));
        }
      }
    }
  }

  /** Each of two parts waits for the other to have begun: one thread alone would never end. */
  @Test
  void helpersReallyHelp() {
    try (Team team = new Team(2)) {
      CountDownLatch both = new CountDownLatch(2);
      AtomicBoolean met = new AtomicBoolean(true);
      team.run(
          (part, worker) -> {
            both.countDown();
            try {
              both.await();
            } catch (InterruptedException e) {
              met.set(false);
            }
          },
          2);
      assertTrue(met.get());
    }
  }

  /** A second caller must not wait for the helpers that the first has. */
  @Test
  void aSecondCallerWorksAlone() {
    try (Team team = new Team(2)) {
      AtomicIntegerArray inner = new AtomicIntegerArray(4);
      team.run((part, worker) -> team.run((p, w) -> inner.incrementAndGet(p), 4), 3);
      for (int i = 0; i < 4; i++) {
        assertEquals(3, inner.get(i));
      }
    }
  }

  @Test
  void errorsOfHelpersReachTheCallerAndTheTeamGoesOn() {
    try (Team team = new Team(2)) {
      IllegalStateException failure = new IllegalStateException("a part failed");
      for (int round = 0; round < 200; round++) {
        Exception found =
            assertThrows(
                IllegalStateException.class,
                () ->
                    team.run(
                        (part, worker) -> {
                          throw failure;
                        },
                        6));
        assertSame(failure, found);
      }
      everyPartRunsOnceInEveryRound(2);
    }
  }
}
