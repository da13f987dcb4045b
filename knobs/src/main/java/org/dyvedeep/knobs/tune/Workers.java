package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A few threads that share loops whose turns do not depend on each other. */
final class Workers implements AutoCloseable {
  /** One turn of a loop. */
  @FunctionalInterface
  interface Turn {
    void run(int index);
  }

  private final ExecutorService pool;
  private final int threads;

  Workers(int threads) {
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "dyvedeep-tune");
              thread.setDaemon(true);
              return thread;
            });
  }

  int threads() {
    return threads;
  }

  /**
   * Runs the turns 0 to count-1, each once, in any order.
   *
   * @throws IllegalStateException if the thread was interrupted
   */
  void each(int count, Turn turn) {
    List<Future<?>> futures = new ArrayList<>();
    for (int worker = 0; worker < threads; worker++) {
      int first = worker;
      futures.add(
          pool.submit(
              () -> {
                for (int i = first; i < count; i += threads) {
                  turn.run(i);
                }
              }));
    }
    for (Future<?> future : futures) {
      await(future);
    }
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while tuning", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
