package org.dyvedeep.tools.caffe;

import java.time.Duration;

/**
 * How a worker is started.
 *
 * @param threads threads of its OpenBLAS
 * @param verbose whether Caffe prints what it builds, see {@link CaffeWorker#log}
 * @param patience how long one request may take before the process is ended
 */
public record WorkerSettings(int threads, boolean verbose, Duration patience) {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Silent, with ten minutes for each request. */
  public static WorkerSettings threads(int threads) {
    return new WorkerSettings(threads, false, PATIENCE);
  }
}
