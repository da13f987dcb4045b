package org.dyvedeep.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Times several pieces of work in turns, in this thread's processor time: what disturbs the machine
 * then disturbs all alike.
 */
final class Interleaved {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int MINIMUM_ROUNDS = 9;

  private Interleaved() {}

  /** The median seconds of each piece, after a warm-up of half the time. */
  static double[] medians(double seconds, Runnable... pieces) {
    rounds(seconds / 2, pieces);
    double[][] times = rounds(seconds, pieces);
    double[] medians = new double[pieces.length];
    for (int i = 0; i < pieces.length; i++) {
      Arrays.sort(times[i]);
      medians[i] = times[i][times[i].length / 2];
    }
    return medians;
  }

  private static double[][] rounds(double seconds, Runnable... pieces) {
    double[][] times = new double[pieces.length][1 << 14];
    double used = 0;
    int round = 0;
    while (round < MINIMUM_ROUNDS || (used < seconds && round < times[0].length)) {
      for (int i = 0; i < pieces.length; i++) {
        long start = THREADS.getCurrentThreadCpuTime();
        pieces[i].run();
        times[i][round] = (THREADS.getCurrentThreadCpuTime() - start) * 1e-9;
        used += times[i][round];
      }
      round++;
    }
    for (int i = 0; i < pieces.length; i++) {
      times[i] = Arrays.copyOf(times[i], round);
    }
    return times;
  }
}
