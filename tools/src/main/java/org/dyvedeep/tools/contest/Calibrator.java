package org.dyvedeep.tools.contest;

import java.io.IOException;

/**
 * Measures what kernels cost in a process of its own, so that this one's memory, and what its JIT
 * has learnt, are as if nothing had been measured.
 */
public final class Calibrator {
  private Calibrator() {}

  /**
   * Measures the costs and keeps them where all verbs look for them.
   *
   * @throws org.dyvedeep.tools.worker.WorkerException if that gave nothing that can be true
   */
  public static void run() throws IOException {
    try (EngineWorker worker = new EngineWorker("the calibration")) {
      worker.calibrate();
    }
  }
}
