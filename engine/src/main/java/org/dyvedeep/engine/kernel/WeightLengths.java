package org.dyvedeep.engine.kernel;

/** Whether weights and biases are as many as a layer takes. */
final class WeightLengths {
  private WeightLengths() {}

  /**
   * Refuses wrong lengths.
   *
   * @param expected the number of weights of the layer
   * @param outputs the number of biases, where the layer has any
   * @param weights the number of weights given
   * @param bias may be null
   */
  static void require(long expected, int outputs, long weights, float[] bias) {
    if (weights != expected || (bias != null && bias.length != outputs)) {
      throw new IllegalArgumentException(
          "expected "
              + expected
              + " weights and "
              + outputs
              + " biases, got "
              + weights
              + (bias == null ? "" : " and " + bias.length));
    }
  }
}
