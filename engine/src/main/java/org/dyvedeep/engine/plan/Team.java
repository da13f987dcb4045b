package org.dyvedeep.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that share the steps of one model's runs: the caller and some helpers, which start
 * when they are first needed.
 *
 * <p>A step is cut into parts by its shape alone, so that results do not depend on who computes
 * which part. Each takes the parts of a range of its own first, which are mostly computed from what
 * is in its cache since the step before, and then those that others have not begun: a caller never
 * waits for a helper that sleeps. One session has the helpers at a time; another that runs
 * meanwhile computes all parts itself. So a model with N threads never adds more than N - 1 to
 * those that call it.
 */
public final class Team implements AutoCloseable {
  /** Helpers look out for the next step for as long before they go to sleep. */
  private static final long LOOK_OUT_NANOS = 50_000;

  /** Looking at the clock takes as long as some looks at the work. */
  private static final int LOOKS_PER_CLOCK = 32;

  /** A step cut into parts. */
  @FunctionalInterface
  public interface Task {
    /**
     * Computes a part.
     *
     * @param part the index of the part
     * @param worker who computes it, below {@link Team#size}: for scratch of its own
     */
    void run(int part, int worker);
  }

  private final int size;
  private final List<Helper> helpers = new ArrayList<>();
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicInteger[] next;
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private Task task;
  private int parts;
  private final AtomicInteger round = new AtomicInteger();
  private volatile boolean open;
  private volatile boolean closed;

  Team(int size) {
    this.size = size;
    this.next = new AtomicInteger[size];
    Arrays.setAll(next, worker -> new AtomicInteger());
  }

  /** Where a part begins, if so many units are cut into parts that differ by one at most. */
  public static int begin(int units, int part, int parts) {
    return (int) ((long) units * part / parts);
  }

  /** How many threads share a step, with the caller; at least 1. */
  public int size() {
    return size;
  }

  /**
   * Computes all parts of a step and returns when they are done. Allocates nothing once the helpers
   * run.
   */
  public void run(Task work, int count) {
    if (size == 1 || count == 1 || !taken.compareAndSet(false, true)) {
      for (int part = 0; part < count; part++) {
        work.run(part, 0);
      }
      return;
    }
    try {
      share(work, count);
    } finally {
      taken.set(false);
    }
  }

  private void share(Task work, int count) {
    startHelpers();
    task = work;
    parts = count;
    for (int worker = 0; worker < size; worker++) {
      next[worker].set(share(worker));
    }
    // Open first: a helper that sees a new round but finds it closed would wait for the next one.
    open = true;
    round.incrementAndGet();
    for (int i = 0; i < helpers.size(); i++) {
      helpers.get(i).wake();
    }
    try {
      takeParts(0);
    } finally {
      open = false;
      // A helper is inside from before it looks whether the round is open.
      while (inside.get() > 0) {
        Thread.onSpinWait();
      }
      task = null;
    }
    rethrow();
  }

  private void takeParts(int worker) {
    for (int i = 0; i < size; i++) {
      int owner = (worker + i) % size;
      int end = share(owner + 1);
      AtomicInteger claims = next[owner];
      for (int part = claims.getAndIncrement(); part < end; part = claims.getAndIncrement()) {
        task.run(part, worker);
      }
    }
  }

  /** Where a worker's own parts begin. */
  private int share(int worker) {
    return (int) ((long) parts * worker / size);
  }

  private void rethrow() {
    Throwable thrown = failure.getAndSet(null);
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  private void startHelpers() {
    while (helpers.size() < size - 1) {
      Helper helper = new Helper(helpers.size() + 1);
      helpers.add(helper);
      helper.start();
    }
  }

  /** Ends the helpers. No step may run afterwards. */
  @Override
  public void close() {
    closed = true;
    helpers.forEach(LockSupport::unpark);
  }

  private final class Helper extends Thread {
    private final int worker;
    private volatile boolean asleep;

    Helper(int worker) {
      super("dyvedeep-helper-" + worker);
      this.worker = worker;
      setDaemon(true);
    }

    void wake() {
      // Once a sleep: on a busy machine it takes a while until a helper that was called is back.
      if (asleep) {
        asleep = false;
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      int seen = 0;
      while (!closed) {
        if (round.get() == seen) {
          lookOut(seen);
        } else {
          seen = help();
        }
      }
    }

    private void lookOut(int seen) {
      long end = System.nanoTime() + LOOK_OUT_NANOS;
      do {
        for (int i = 0; i < LOOKS_PER_CLOCK; i++) {
          if (round.get() != seen) {
            return;
          }
          Thread.onSpinWait();
        }
      } while (System.nanoTime() < end);
      asleep = true;
      while (round.get() == seen && !closed) {
        LockSupport.park(Team.this);
        // Said again, since parking may end for no reason.
        asleep = true;
      }
      asleep = false;
    }

    private int help() {
      inside.incrementAndGet();
      int current = round.get();
      try {
        if (open) {
          takeParts(worker);
        }
      } catch (RuntimeException | Error e) {
        // Handed to the caller, who rethrows it.
        failure.compareAndSet(null, e);
      } finally {
        inside.decrementAndGet();
      }
      return current;
    }
  }
}
