package org.dyvedeep.tools.tune;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whether long work is to come to an end, because its time is over or the person pressed Ctrl-C. In
 * the latter case the program ends only when this is closed, so that what was found can be kept,
 * and when it was said what became of it.
 */
public final class StopRequest implements BooleanSupplier, AutoCloseable {
  private final long deadline;
  private final boolean limited;
  private static final long MOST_SECONDS_TO_REPORT = 10;

  private final CountDownLatch wrappedUp = new CountDownLatch(1);
  private final CountDownLatch reported = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean interrupted;

  /**
   * Starts the clock.
   *
   * @param minutes how long work may take; not above 0 for any time
   * @param onInterrupt run when the person interrupts
   */
  public StopRequest(double minutes, Runnable onInterrupt) {
    this.limited = minutes > 0;
    this.deadline = System.nanoTime() + (long) (minutes * 60e9);
    this.hook = new Thread(() -> interrupt(onInterrupt), "dyvedeep-stop");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupt(Runnable onInterrupt) {
    interrupted = true;
    onInterrupt.run();
    try {
      wrappedUp.await();
      // Callers that never say so are not waited for without end.
      reported.await(MOST_SECONDS_TO_REPORT, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean getAsBoolean() {
    return interrupted || (limited && System.nanoTime() - deadline > 0);
  }

  /** Says that the person was told how it ended. */
  public void reported() {
    reported.countDown();
  }

  /** Says that everything worth keeping was kept. */
  @Override
  public void close() {
    wrappedUp.countDown();
    if (!interrupted) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The program has just begun to end by itself; the hook finds its latch open.
        interrupted = true;
      }
    }
  }
}
