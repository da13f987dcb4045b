package org.dyvedeep.tools.reproduce;

import org.dyvedeep.knobs.plan.Loss;

/**
 * What the interval of a loss says of the loss that is allowed. Few images tell little: only an
 * interval that lies on one side decides.
 */
public enum Budget {
  /** The whole interval is within the budget. */
  WITHIN("within"),
  /** The point is within, and the interval holds the budget. */
  POINT_WITHIN("point within, not told apart"),
  /** The point is above, and the interval holds the budget. */
  POINT_ABOVE("point above, not told apart"),
  /** The whole interval is above the budget. */
  ABOVE("ABOVE");

  private final String words;

  Budget(String words) {
    this.words = words;
  }

  /** For tables. */
  String words() {
    return words;
  }

  /**
   * Judges a loss.
   *
   * @param maxLoss the budget, in percentage points
   */
  public static Budget of(Loss loss, double maxLoss) {
    if (loss.low95() > maxLoss) {
      return ABOVE;
    }
    if (loss.high95() <= maxLoss) {
      return WITHIN;
    }
    return loss.points() <= maxLoss ? POINT_WITHIN : POINT_ABOVE;
  }
}
