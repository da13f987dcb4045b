package org.dyvedeep.knobs.tune;

/** SPET's thresholds for all outputs of a layer, and what they do to the sampled neurons. */
final class Stops {
  private final int[] checks;
  private final float[][] thresholds;
  private final byte[][] ends;

  Stops(int[] checks, float[][] thresholds, byte[][] ends) {
    this.checks = checks;
    this.thresholds = thresholds;
    this.ends = ends;
  }

  /** After how many products the stages check. */
  int[] checks() {
    return checks;
  }

  /** Outputs x stages. */
  float[][] thresholds() {
    return thresholds;
  }

  /** Outputs x positions: the stage that stops the neuron; the number of stages if none. */
  byte[][] ends() {
    return ends;
  }

  /** No stages: every neuron is computed. */
  static Stops none(LayerSamples samples) {
    int outputs = samples.shape().outputs();
    return new Stops(new int[0], new float[outputs][0], new byte[outputs][samples.positions()]);
  }

  boolean stopped(int output, int position) {
    return ends[output][position] < checks.length;
  }

  /** Operations of a neuron, checks included. */
  float operations(LayerSamples samples, int output, int position) {
    int end = ends[output][position];
    boolean stopped = end < checks.length;
    int products = stopped ? checks[end] : samples.shape().taps();
    return samples.operations(position, products) + (stopped ? end + 1 : end);
  }
}
