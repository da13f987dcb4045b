package org.dyvedeep.knobs.tune;

import java.util.Set;
import org.dyvedeep.knobs.plan.Granularity;
import org.dyvedeep.knobs.plan.Objective;

/**
 * What a tuner is to find.
 *
 * @param maxLoss the greatest loss of top-1 accuracy, in percentage points
 * @param objective what is to become small
 * @param granularity on what the knobs decide
 * @param knobs which of them may be used
 * @param seed decides which neurons are sampled
 * @param threads how many threads to use
 */
public record TuneSettings(
    double maxLoss,
    Objective objective,
    Granularity granularity,
    Set<Knobs> knobs,
    long seed,
    int threads) {
  /**
   * Copies the set and checks the ranges.
   *
   * @throws IllegalArgumentException if the loss is not above 0, or there are no threads or knobs
   */
  public TuneSettings {
    knobs = Set.copyOf(knobs);
    if (!(maxLoss > 0 && maxLoss <= 100)) {
      throw new IllegalArgumentException(
          "the loss should be above 0 and at most 100 percentage points, is " + maxLoss);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads should be at least 1, are " + threads);
    }
    if (knobs.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to tune without knobs");
    }
  }

  /** What the search makes small: the part of the objective that is left. */
  double cost(Outcome outcome) {
    float zero = zeroCost();
    return zero * outcome.operations() + (1 - zero) * outcome.operationsWithZis();
  }

  /** What a product costs whose input is 0. */
  float zeroCost() {
    return countsZis() ? 0.5f : 1;
  }

  /** Whether knobs decide on blocks, as fast kernels run them. */
  boolean blocks() {
    return granularity == Granularity.BLOCK;
  }

  /** Whether the search makes the time small that was measured of blocks. */
  boolean timesBlocks() {
    return blocks() && objective == Objective.TIME;
  }

  /** What a run leaves of the objective, in words. */
  String describe(Outcome outcome) {
    if (timesBlocks()) {
      return "time expected to be reduced by %.3f".formatted(1 / outcome.operations());
    }
    if (blocks()) {
      return "operations expected to be reduced by %.3f".formatted(1 / outcome.operations());
    }
    return "operations reduced by %.3f, with ZIS %.3f"
        .formatted(1 / outcome.operations(), 1 / outcome.operationsWithZis());
  }

  /** Whether what zero-input skipping leaves is part of the objective. */
  boolean countsZis() {
    return objective == Objective.MACS_ZIS && !blocks() && knobs.contains(Knobs.ZIS);
  }
}
