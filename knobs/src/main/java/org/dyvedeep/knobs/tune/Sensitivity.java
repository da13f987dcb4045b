package org.dyvedeep.knobs.tune;

/**
 * What a layer's errors do to the network's scores: divergence of the scores for each unit of the
 * layer's relative squared error, by the knob that causes the error.
 */
record Sensitivity(double spet, double sdss, double sfma) {
  /** Errors of all kinds count as they are. */
  static final Sensitivity UNIT = new Sensitivity(1, 1, 1);

  /** The divergence to be expected. */
  double divergence(Estimate estimate) {
    return spet * estimate.spetError() + sdss * estimate.sdssError() + sfma * estimate.sfmaError();
  }

  Sensitivity times(double factor) {
    return new Sensitivity(factor * spet, factor * sdss, factor * sfma);
  }
}
