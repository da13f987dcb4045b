package org.dyvedeep.knobs.tune;

import java.util.HashSet;
import java.util.Set;

/**
 * How much accuracy a plan is taken to lose. A few hundred pictures hold a handful whose decision
 * changes, so that neither labels nor the loss to be expected of those tell much. The divergence of
 * scores tells more, for every picture has its part in it; what it means in percentage points is
 * learned from all runs near the target. The fewer pictures, the more it counts.
 */
final class LossScale {
  /**
   * What part of the loss the search may use up: a search set is small and was chosen from, and the
   * network may know it from its training, so that what it says is too good.
   */
  private static final double AIM = 0.5;

  /** How much of its target a loss must have used up to be left at that. */
  private static final double NEAR = 0.9;

  /** Percentage points for a unit of divergence, before anything was measured. */
  private static final double TYPICAL = 45;

  /** Pictures that a loss by divergence counts for. */
  private static final int WORTH = 500;

  /** The measure is not known to a twentieth, so less than that is not held against a plan. */
  private static final double TOLERANCE = 1.05;

  /** Standard errors that a loss by few labels must exceed the loss allowed by. */
  private static final double CLEAR = 2;

  /** Runs that lose more, in targets, are no measure for those that meet it. */
  private static final double FAR = 4;

  private final double maxLoss;
  private final Set<Outcome> known = new HashSet<>();
  private double losses;
  private double divergences;

  LossScale(double maxLoss) {
    this.maxLoss = maxLoss;
  }

  /** Learns from a run on all judged pictures. */
  void learn(Outcome outcome) {
    if (outcome.expectedLoss() <= FAR * target() && known.add(outcome)) {
      losses += outcome.expectedLoss();
      divergences += outcome.divergence();
    }
  }

  /** The loss of a run, in percentage points. */
  double loss(Outcome outcome) {
    double byDivergence = outcome.divergence() * perDivergence();
    double n = outcome.images();
    double expected = (n * outcome.expectedLoss() + WORTH * byDivergence) / (n + WORTH);
    // Labels that cannot tell the loss allowed from none are heard only if they are very clear.
    double doubt = outcome.standardError() <= maxLoss ? 0 : CLEAR * outcome.standardError();
    return Math.max(expected, AIM * (outcome.points() - doubt));
  }

  /** Percentage points for a unit of divergence. */
  double perDivergence() {
    return losses > 0 && divergences > 0 ? losses / divergences : TYPICAL;
  }

  /** The loss that a search may use up. */
  double target() {
    return AIM * maxLoss;
  }

  /** Whether a run meets the target, as exactly as a loss can be told. */
  boolean meets(Outcome outcome) {
    return loss(outcome) <= TOLERANCE * target();
  }

  /** Whether a run that meets the target leaves next to nothing of it. */
  boolean near(Outcome outcome) {
    return loss(outcome) > NEAR * target();
  }
}
