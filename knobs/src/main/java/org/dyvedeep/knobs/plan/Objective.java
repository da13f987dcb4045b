package org.dyvedeep.knobs.plan;

/** What a tuner made as small as the loss allowed. */
public enum Objective {
  /** Scalar operations, those that knobs add included. */
  MACS,
  /** Time on the machine that the plan names. */
  TIME
}
