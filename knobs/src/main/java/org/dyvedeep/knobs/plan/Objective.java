package org.dyvedeep.knobs.plan;

/** What a tuner made as small as the loss allowed. */
public enum Objective {
  /** Scalar operations of the paper's three knobs, those that knobs add included. */
  MACS,
  /** The mean of these and of those that zero-input skipping leaves of them. */
  MACS_ZIS,
  /** Time on the machine that the plan names. */
  TIME
}
