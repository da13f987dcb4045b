package org.dyvedeep.knobs.setting;

/** The order in which a neuron's products are summed up; ties keep the order of the weights. */
public enum TapOrder {
  /** The order of the weights: input feature, then row, then column. */
  NATURAL,
  /**
   * Whole input features, the same order for all outputs of a group: descending by the sum over the
   * group's weights of |w|, times the feature's importance.
   */
  FEATURES,
  /**
   * Single products, an order for each output: descending by |w| times the input feature's
   * importance.
   */
  TAPS
}
