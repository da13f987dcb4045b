package org.dyvedeep.knobs.tune;

/** The prices of a ladder: divergence of scores for all operations of the network. */
final class Rungs {
  /** From one rung to the next. */
  static final double STEP = 1.25;

  private static final double LOWEST = 5e-4;
  private static final int COUNT = 30;

  private Rungs() {}

  /** The prices for a layer that has a share of the operations. */
  static double[] exchanges(double share) {
    double[] exchanges = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      exchanges[i] = LOWEST * Math.pow(STEP, i) * share;
    }
    return exchanges;
  }
}
