package org.dyvedeep.knobs.tune;

/** SPET's thresholds for all outputs of a layer, and what they do to the sampled neurons. */
final class Stops {
  private final int[] checks;
  private final float[][] thresholds;
  private final float[][] costs;
  private final byte[][] ends;

  Stops(int[] checks, float[][] thresholds, float[][] costs, byte[][] ends) {
    this.checks = checks;
    this.thresholds = thresholds;
    this.costs = costs;
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

  /** Outputs x stages and 1: what the products up to a stage, and all, cost on average. */
  float[][] costs() {
    return costs;
  }

  /** Outputs x positions: the stage that stops the neuron; the number of stages if none. */
  byte[][] ends() {
    return ends;
  }

  /** No stages: every neuron is computed. */
  static Stops none(LayerSamples samples) {
    int outputs = samples.shape().outputs();
    float[][] costs = new float[outputs][1];
    for (int o = 0; o < outputs; o++) {
      costs[o][0] = samples.costs().all(samples.shape().groupOf(o));
    }
    return new Stops(
        new int[0], new float[outputs][0], costs, new byte[outputs][samples.positions()]);
  }

  boolean stopped(int output, int position) {
    return ends[output][position] < checks.length;
  }

  /** Operations of a neuron, checks included. */
  float operations(LayerSamples samples, int output, int position) {
    int end = ends[output][position];
    boolean stopped = end < checks.length;
    return samples.costs().at(position, costs[output][end]) + (stopped ? end + 1 : end);
  }
}
