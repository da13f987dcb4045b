package org.dyvedeep.engine.kernel.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BlasThreadsTest {
  private final AtomicInteger setting = new AtomicInteger();
  private final BlasThreads threads = new BlasThreads(setting::set);

  /** Callers that want 1, 2 and 3 threads in turn, each checking the setting while it is inside. */
  @Test
  void theSettingHoldsForEveryCall() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Future<Integer>> results = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int wanted = 1 + i % 3;
      results.add(pool.submit(() -> wrongSettings(wanted)));
    }
    for (Future<Integer> result : results) {
      assertEquals(0, result.get());
    }
    pool.shutdown();
  }

  private int wrongSettings(int wanted) {
    int wrong = 0;
    for (int i = 0; i < 2000; i++) {
      threads.enter(wanted);
      wrong += setting.get() == wanted ? 0 : 1;
      Thread.onSpinWait();
      wrong += setting.get() == wanted ? 0 : 1;
      threads.leave();
    }
    return wrong;
  }

  @Test
  void callsWithTheSameNumberRunTogether() throws Exception {
    CountDownLatch bothInside = new CountDownLatch(2);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    List<Future<Boolean>> results = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      results.add(
          pool.submit(
              () -> {
                threads.enter(1);
                bothInside.countDown();
                boolean met = bothInside.await(30, TimeUnit.SECONDS);
                threads.leave();
                return met;
              }));
    }
    for (Future<Boolean> met : results) {
      assertTrue(met.get());
    }
    pool.shutdown();
  }

  @Test
  void anInterruptIsHandedOn() throws Exception {
    threads.enter(1);
    AtomicInteger interrupted = new AtomicInteger(-1);
    Thread waiting =
        new Thread(
            () -> {
              threads.enter(2);
              interrupted.set(Thread.currentThread().isInterrupted() ? 1 : 0);
              threads.leave();
            });
    waiting.start();
    waiting.interrupt();
    waiting.join(100);
    assertTrue(waiting.isAlive(), "it must wait until the first call has left");
    assertEquals(1, setting.get());
    threads.leave();
    waiting.join();
    assertEquals(1, interrupted.get());
    assertFalse(waiting.isAlive());
  }

  @Test
  void openBlasNamesItsKernels() {
    assertTrue(Blas.coreName().matches("[A-Z0-9]+|unknown"), Blas.coreName());
  }
}
