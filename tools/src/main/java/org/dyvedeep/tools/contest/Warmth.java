package org.dyvedeep.tools.contest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.tools.report.Quantiles;

/**
 * Tells from the times of runs when a contestant is warm: when it has run for long enough and has
 * not become faster for a good part of that time. How long the JIT takes to compile kernels is not
 * known beforehand: those that few runs call come last, seconds after the others.
 */
public final class Warmth {
  /** A window whose median takes less than this part of the best one before is faster. */
  private static final double FASTER = 0.97;

  /** Windows that the least time is divided into. */
  private static final int WINDOWS = 8;

  /** How many of them must pass without one that is faster. */
  private static final int STEADY_WINDOWS = 6;

  /** How many times the least time is waited for runs to become steady. */
  private static final int MOST = 5;

  private final int leastRuns;
  private final double leastNanos;
  private final List<Long> window = new ArrayList<>();
  private int runs;
  private double nanos;
  private double windowNanos;
  private double steadyNanos;
  private double best = Double.POSITIVE_INFINITY;

  /**
   * Begins with a contestant that has not run yet.
   *
   * @param leastRuns it runs at least so often
   * @param least and for so long, and for five times as long at most if times go on falling
   */
  public Warmth(int leastRuns, Duration least) {
    this.leastRuns = leastRuns;
    this.leastNanos = least.toNanos();
  }

  /** Takes the time of the next run, in nanoseconds. */
  public void add(long run) {
    runs++;
    nanos += run;
    windowNanos += run;
    window.add(run);
    if (windowNanos >= leastNanos / WINDOWS) {
      close();
    }
  }

  private void close() {
    double median = Quantiles.of(window.stream().mapToDouble(Long::doubleValue).toArray()).median();
    if (median < FASTER * best) {
      best = median;
      steadyNanos = 0;
    }
    steadyNanos += windowNanos;
    windowNanos = 0;
    window.clear();
  }

  /** Whether the contestant is warm, or has had all the time it gets. */
  public boolean reached() {
    boolean steady = steadyNanos >= leastNanos * STEADY_WINDOWS / WINDOWS;
    return runs >= leastRuns && nanos >= (steady ? leastNanos : MOST * leastNanos);
  }
}
