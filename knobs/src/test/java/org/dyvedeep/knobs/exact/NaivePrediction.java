package org.dyvedeep.knobs.exact;

/**
 * The rule by which {@code exact-dynamic} leaves out outputs of a fully-connected layer before a
 * ReLU, neuron by neuron and in double precision: weights are fixed-point numbers of 24 bits in
 * units of a 127th of the greatest of their row, or of a 32767th if the weights of more than three
 * tenths of the layer's rows have a positive sum; what the leading 8 or 16 bits say is a sum, what
 * they leave out is at most their greatest error times the inputs' absolute values; an output is
 * zero if the two together, times the unit, are not above minus the bias. All others are exact.
 */
final class NaivePrediction {
  private final int greatestHigh;
  private final double unit;
  private final double[] high;
  private final double error;
  private final float[] weights;
  private final double bias;

  /** The bits that lead in a layer with these rows. */
  static int leadingBits(float[][] rows) {
    int positive = 0;
    for (float[] row : rows) {
      double sum = 0;
      for (float weight : row) {
        sum += weight;
      }
      positive += sum > 0 ? 1 : 0;
    }
    return 10 * positive > 3 * rows.length ? 16 : 8;
  }

  /** A neuron with the weights of its row. */
  NaivePrediction(float[] weights, double bias, int leadingBits) {
    int fraction = 1 << (24 - leadingBits);
    this.greatestHigh = (1 << (leadingBits - 1)) - 1;
    double greatest = 0;
    for (float weight : weights) {
      greatest = Math.max(greatest, Math.abs(weight));
    }
    this.unit = greatest / greatestHigh;
    this.weights = weights.clone();
    this.bias = bias;
    this.high = new double[weights.length];
    double worst = 0;
    for (int k = 0; k < weights.length; k++) {
      double inUnits = unit == 0 ? 0 : weights[k] / unit;
      double fixed = Math.rint(inUnits * fraction);
      high[k] = Math.floor(fixed / fraction + 0.5);
      worst = Math.max(worst, Math.abs(inUnits - high[k]));
    }
    this.error = worst;
  }

  /** What the neuron can be at most, before the ReLU. */
  double most(float[] x) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += high[k] * x[k];
    }
    return unit * (sum + error * magnitude(x)) + bias;
  }

  /** How far kernels may be off {@link #most} because their sums have the precision of floats. */
  double rounding(float[] x) {
    double terms = unit * greatestHigh * magnitude(x);
    return terms * (x.length + 20) * 0x1p-23 + Math.abs(bias) * 0x1p-22 + 1e-12;
  }

  /** The sum of the terms' absolute values: what the rounding of {@link #sum} is relative to. */
  double terms(float[] x) {
    double sum = Math.abs(bias);
    for (int k = 0; k < x.length; k++) {
      sum += Math.abs((double) weights[k] * x[k]);
    }
    return sum;
  }

  /** How far kernels may be off {@link #value}: floats' sums, of weights with 24 bits. */
  double precision(float[] x) {
    return 2e-6 * terms(x) + unit * greatestHigh * magnitude(x) * 0x1p-24;
  }

  private static double magnitude(float[] x) {
    double sum = 0;
    for (float value : x) {
      sum += Math.abs(value);
    }
    return sum;
  }

  /** The sum over the weights as they were given. */
  double sum(float[] x) {
    double sum = bias;
    for (int k = 0; k < x.length; k++) {
      sum += (double) weights[k] * x[k];
    }
    return sum;
  }

  /** The neuron after the ReLU: zero where that is proven, else exact. */
  double value(float[] x) {
    return most(x) <= 0 ? 0 : Math.max(0, sum(x));
  }
}
