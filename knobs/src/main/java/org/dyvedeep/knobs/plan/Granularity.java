package org.dyvedeep.knobs.plan;

/** On what a plan's knobs decide. */
public enum Granularity {
  /** Single neurons and windows, as the paper does; run by the operators that define the knobs. */
  NEURON,
  /** Groups of neighbouring positions and features that fast kernels can skip as a whole. */
  BLOCK
}
