package org.dyvedeep.knobs.tune;

/**
 * What a layer's setting does on the sampled neurons.
 *
 * @param operations those carried out, overhead included, over those of the dense layer
 * @param spetError squared error of the activations that SPET causes, over their squares
 * @param sdssError the same for SDSS
 * @param sfmaError the same for SFMA
 */
public record Estimate(double operations, double spetError, double sdssError, double sfmaError) {
  static final Estimate DENSE = new Estimate(1, 0, 0, 0);

  /** What the setting costs if an operation of the whole layer is worth a price. */
  double cost(Sensitivity sensitivity, double exchange) {
    return sensitivity.divergence(this) + exchange * operations;
  }
}
