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
   * A check takes sums below this to end on the lower rail.
   *
   * @return the negative infinity if it does not look for them
   */
  double below(int output, int check);

  /**
   * A check takes other sums above this to end on the upper rail.
   *
   * @return the infinity if it does not look for them
   */
  double above(int output, int check);

  /** Whether a check makes a second comparison of sums that do not end on the lower rail. */
  boolean comparesTwice(int check);

  /** How many neighbouring positions of a row decide together. */
  int pixels();
}
