package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.knobs.setting.Sdss;

/**
 * Fits the spreads below which SDSS approximates, for given stops of SPET: the candidates are
 * sorted by the spread of their neighbours, and the threshold goes where approximating all below it
 * gains most.
 *
 * <p>Behind a ReLU the greatest neighbour is never less than the spread. So the same threshold may
 * be set for it as well: what it decides costs less, and the decisions are the same.
 */
final class SamplingFit {
  /** A candidate with so many neighbours: for both extremes, their difference, its comparison. */
  private static int testOperations(int neighbours) {
    return 2 * (neighbours - 1) + 2;
  }

  /** The same if the greatest is held against a threshold first. */
  private static int twofoldOperations(int neighbours, boolean insignificant) {
    return insignificant ? neighbours : testOperations(neighbours) + 1;
  }

  private final LayerSamples samples;
  private final Activations dense;
  private final SamplingGrid grid;
  private final Workers workers;

  SamplingFit(LayerSamples samples, Activations dense, SamplingGrid grid, Workers workers) {
    this.samples = samples;
    this.dense = dense;
    this.grid = grid;
    this.workers = workers;
  }

  /**
   * What SDSS makes of a layer.
   *
   * @param setting the knob with its thresholds
   * @param estimate what SPET and SDSS do together
   */
  record Result(Sdss setting, Estimate estimate) {}

  /** The totals of one output over its sampled positions. */
  private record Totals(
      float threshold,
      double operations,
      double tests,
      double twofoldTests,
      double spetLoss,
      double sdssLoss) {}

  /**
   * The best thresholds.
   *
   * @param spetPrice operations for a unit of weighted squared error by SPET
   * @param sdssPrice the same for SDSS
   */
  Result fit(Stops stops, double spetPrice, double sdssPrice) {
    int outputs = samples.shape().outputs();
    Totals[] totals = new Totals[outputs];
    if (grid.setting().allFeatures()) {
      float scale = jointScale(stops, spetPrice, sdssPrice);
      workers.each(
          outputs,
          o -> totals[o] = totals(stops, o, Thresholds.rounded(scale * deviation(o)), null));
      boolean[] joint = joint(stops, totals);
      workers.each(outputs, o -> totals[o] = totals(stops, o, totals[o].threshold(), joint));
    } else {
      workers.each(
          outputs,
          o -> totals[o] = totals(stops, o, threshold(stops, o, spetPrice, sdssPrice), null));
    }
    return result(totals);
  }

  private Result result(Totals[] totals) {
    List<Float> spreads = new ArrayList<>();
    double operations = 0;
    double tests = 0;
    double twofoldTests = 0;
    double spetLoss = 0;
    double sdssLoss = 0;
    for (Totals output : totals) {
      spreads.add(output.threshold());
      operations += output.operations();
      tests += output.tests();
      twofoldTests += output.twofoldTests();
      spetLoss += output.spetLoss();
      sdssLoss += output.sdssLoss();
    }
    Sdss like = grid.setting();
    boolean twofold = samples.shape().rectified() && !like.allFeatures() && twofoldTests < tests;
    operations += twofold ? twofoldTests : tests;
    Sdss setting =
        new Sdss(
            like.grid(),
            like.periodY(),
            like.periodX(),
            like.basis(),
            spreads,
            twofold ? spreads : List.of(),
            like.interpolation(),
            like.allFeatures());
    double denseOperations = (double) totals.length * samples.positions() * samples.shape().taps();
    return new Result(
        setting,
        new Estimate(
            operations / denseOperations, spetLoss / dense.energy(), sdssLoss / dense.energy(), 0));
  }

  private float threshold(Stops stops, int output, double spetPrice, double sdssPrice) {
    int count = grid.candidates().length;
    float[] spreads = new float[count];
    float[] gains = new float[count];
    for (int j = 0; j < count; j++) {
      spreads[j] = spread(stops, output, j);
      gains[j] = (float) gain(stops, output, j, spetPrice, sdssPrice);
    }
    return Math.max(0, Thresholds.below(spreads, gains));
  }

  /** What approximating a candidate gains over computing it. */
  private double gain(Stops stops, int output, int j, double spetPrice, double sdssPrice) {
    int i = grid.candidates()[j];
    double saved = stops.operations(samples, output, i) - grid.neighbours()[j].length;
    return saved + spetPrice * spetLoss(stops, output, i) - sdssPrice * sdssLoss(stops, output, j);
  }

  private double spetLoss(Stops stops, int output, int i) {
    float value = stops.stopped(output, i) ? dense.values()[output][i] : 0;
    return dense.weights()[output][i] * value * value;
  }

  private double sdssLoss(Stops stops, int output, int j) {
    int i = grid.candidates()[j];
    int[] neighbours = grid.neighbours()[j];
    float[] shares = grid.shares()[j];
    float approximation = 0;
    for (int n = 0; n < neighbours.length; n++) {
      approximation += shares[n] * value(stops, output, neighbours[n]);
    }
    float error = approximation - dense.values()[output][i];
    return dense.weights()[output][i] * error * error;
  }

  private float value(Stops stops, int output, int i) {
    return stops.stopped(output, i) ? 0 : dense.values()[output][i];
  }

  private float spread(Stops stops, int output, int j) {
    float least = Float.POSITIVE_INFINITY;
    for (int i : grid.neighbours()[j]) {
      least = Math.min(least, value(stops, output, i));
    }
    return greatest(stops, output, j) - least;
  }

  private float greatest(Stops stops, int output, int j) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i : grid.neighbours()[j]) {
      greatest = Math.max(greatest, value(stops, output, i));
    }
    return greatest;
  }

  /** Sums an output up; {@code joint} says which candidates are approximated, null for its own. */
  private Totals totals(Stops stops, int output, float threshold, boolean[] joint) {
    double operations = 0;
    double tests = 0;
    double twofoldTests = 0;
    double spetLoss = 0;
    double sdssLoss = 0;
    float[] counts = grid.counts();
    boolean[] approximated = new boolean[counts.length];
    for (int j = 0; j < grid.candidates().length; j++) {
      int i = grid.candidates()[j];
      int neighbours = grid.neighbours()[j].length;
      tests += counts[i] * testOperations(neighbours);
      boolean insignificant = greatest(stops, output, j) < threshold;
      twofoldTests += counts[i] * twofoldOperations(neighbours, insignificant);
      if (joint == null ? spread(stops, output, j) < threshold : joint[j]) {
        approximated[i] = true;
        operations += counts[i] * neighbours;
        sdssLoss += counts[i] * sdssLoss(stops, output, j);
      }
    }
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && !approximated[i]) {
        operations += counts[i] * stops.operations(samples, output, i);
        spetLoss += counts[i] * spetLoss(stops, output, i);
      }
    }
    return new Totals(threshold, operations, tests, twofoldTests, spetLoss, sdssLoss);
  }

  /** The size of an output's activations, which its spread is measured by in joint decisions. */
  private float deviation(int output) {
    double squares = 0;
    for (float value : dense.values()[output]) {
      squares += value * value;
    }
    return (float) Math.sqrt(squares / samples.positions()) + Float.MIN_NORMAL;
  }

  private float jointScale(Stops stops, double spetPrice, double sdssPrice) {
    int outputs = samples.shape().outputs();
    int count = grid.candidates().length;
    float[] deviations = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      deviations[o] = deviation(o);
    }
    float[] spreads = new float[count];
    float[] gains = new float[count];
    workers.each(
        count,
        j -> {
          double gain = 0;
          for (int o = 0; o < outputs; o++) {
            spreads[j] = Math.max(spreads[j], spread(stops, o, j) / deviations[o]);
            gain += gain(stops, o, j, spetPrice, sdssPrice);
          }
          gains[j] = (float) gain;
        });
    return Math.max(0, Thresholds.below(spreads, gains));
  }

  private boolean[] joint(Stops stops, Totals[] totals) {
    boolean[] joint = new boolean[grid.candidates().length];
    for (int j = 0; j < joint.length; j++) {
      joint[j] = true;
      for (int o = 0; o < totals.length && joint[j]; o++) {
        joint[j] = spread(stops, o, j) < totals[o].threshold();
      }
    }
    return joint;
  }
}
