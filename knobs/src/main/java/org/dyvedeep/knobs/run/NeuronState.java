package org.dyvedeep.knobs.run;

/** What became of a neuron. */
enum NeuronState {
  /** Nothing yet. */
  WAITING,
  /** Its sum is complete. */
  COMPUTED,
  /** SPET stopped it: it is taken to end on the lower rail of its activation. */
  LOWER_RAIL,
  /** The same, on the upper rail. */
  UPPER_RAIL,
  /** SDSS takes its value from its neighbours. */
  APPROXIMATED
}
