package org.dyvedeep.knobs.run;

/**
 * SPET made ready for a layer: the order of each output's products, and when its sum is looked at.
 */
interface Termination {
  /** The products of an output in the order of their summation, by their place in the weights. */
  int[] order(int output);

  /** How many checks an output's neurons face. */
  int checks(int output);

  /** After how many products a check stands; less than all, and not less than the one before. */
  int after(int output, int check);

  /**
   * What a check predicts of a partial sum.
   *
   * @return COMPUTED for no prediction, or the rail
   */
  NeuronState predict(int output, int check, double sum);

  /** How many comparisons led to a prediction. */
  int comparisons(int check, NeuronState prediction);

  /** How many neighbouring positions of a row decide together. */
  int pixels();
}
