package org.dyvedeep.knobs.run;

import org.dyvedeep.knobs.count.LayerTally;
import org.dyvedeep.knobs.count.Overhead;
import org.dyvedeep.knobs.setting.Sdss;

/** {@link Sdss} for one layer: the tests and the interpolation. */
final class Sampling {
  private final LayerShape shape;
  private final Sdss sdss;
  private final Thresholds maxSpread;
  private final Thresholds maxActivation;
  private final SampledPositions positions;
  private final int[] grid;
  private final int[] rest;

  Sampling(LayerShape shape, Sdss sdss) {
    this.shape = shape;
    this.sdss = sdss;
    maxSpread = new Thresholds(sdss.maxSpread());
    maxActivation = new Thresholds(sdss.maxActivation());
    positions = new SampledPositions(sdss, shape.outputHeight(), shape.outputWidth());
    grid = positions.grid();
    rest = positions.rest();
  }

  /** The positions whose neurons are computed in any case. */
  int[] grid() {
    return grid;
  }

  /** All other positions. */
  int[] rest() {
    return rest;
  }

  /** Whether the values of neighbours are their sums before the activation. */
  boolean looksAtSums() {
    return sdss.basis() == Sdss.Basis.SUM;
  }

  /**
   * Decides which of the neurons off the grid are approximated.
   *
   * @param values the neighbours' values, by output and position, from {@code first} on
   * @param states where they are marked
   */
  void decide(float[] values, int first, NeuronState[] states, LayerTally tally) {
    for (int position : rest) {
      int decider = positions.decider(position);
      if (decider != position) {
        follow(decider, position, states, tally);
      } else if (sdss.allFeatures()) {
        int o = 0;
        while (o < shape.outputs() && negligible(values, first, o, position, tally)) {
          o++;
        }
        for (int all = 0; o == shape.outputs() && all < o; all++) {
          approximate(all, position, states, tally);
        }
      } else {
        for (int o = 0; o < shape.outputs(); o++) {
          if (negligible(values, first, o, position, tally)) {
            approximate(o, position, states, tally);
          }
        }
      }
    }
  }

  /** Does at a position what was decided for another one. */
  private void follow(int decider, int position, NeuronState[] states, LayerTally tally) {
    for (int o = 0; o < shape.outputs(); o++) {
      if (states[o * shape.positions() + decider] == NeuronState.APPROXIMATED) {
        approximate(o, position, states, tally);
      }
    }
  }

  private void approximate(int output, int position, NeuronState[] states, LayerTally tally) {
    states[output * shape.positions() + position] = NeuronState.APPROXIMATED;
    if (tally != null) {
      tally.approximated(shape.products());
      int neighbours = positions.sharing(position);
      int operations = neighbours == 1 ? 0 : neighbours;
      tally.overhead(Overhead.SDSS_INTERPOLATION, output, position, operations);
    }
  }

  /** Whether a neuron lies in an insignificant region or, if not, in a smooth one. */
  private boolean negligible(
      float[] values, int first, int output, int position, LayerTally tally) {
    int plane = first + output * shape.positions();
    int count = positions.neighbours(position);
    double greatest = values[plane + positions.neighbour(position, 0)];
    double least = greatest;
    for (int i = 1; i < count; i++) {
      double value = values[plane + positions.neighbour(position, i)];
      greatest = Math.max(greatest, value);
      least = Math.min(least, value);
    }
    int operations = count - 1;
    boolean negligible = false;
    if (maxActivation.present()) {
      operations++;
      negligible = greatest < maxActivation.get(output);
    }
    if (!negligible && maxSpread.present()) {
      operations += count - 1 + 2;
      negligible = greatest - least < maxSpread.get(output);
    }
    if (tally != null) {
      tally.overhead(Overhead.SDSS_TEST, output, position, operations);
    }
    return negligible;
  }

  /** Gives neurons that are approximated their values, from those of their neighbours. */
  void interpolate(float[] values, int first, NeuronState[] states) {
    for (int o = 0; o < shape.outputs(); o++) {
      int plane = o * shape.positions();
      for (int position : rest) {
        if (states[plane + position] == NeuronState.APPROXIMATED) {
          values[first + plane + position] = value(values, first + plane, position);
        }
      }
    }
  }

  private float value(float[] values, int plane, int position) {
    double sum = 0;
    for (int i = 0; i < positions.neighbours(position); i++) {
      sum += positions.share(position, i) * values[plane + positions.neighbour(position, i)];
    }
    return (float) sum;
  }
}
