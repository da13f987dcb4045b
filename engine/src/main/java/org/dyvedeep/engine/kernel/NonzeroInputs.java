package org.dyvedeep.engine.kernel;

/**
 * The inputs of a fully-connected layer that are not zero, listed anew for each run. Room is taken
 * once; one thread lists, then any number may read.
 */
final class NonzeroInputs {
  /** The list is completed to a multiple of that many, by factors of zero. */
  static final int GROUP = 8;

  final int[] which;
  final float[] factors;
  private final int inputs;
  private int count;
  private double magnitude;

  /** Takes room for so many inputs. */
  NonzeroInputs(int inputs) {
    this.inputs = inputs;
    this.which = new int[inputs + GROUP];
    this.factors = new float[inputs + GROUP];
  }

  /**
   * Lists the inputs that are not zero; those that are no number are among them.
   *
   * @param xo where the inputs begin in x
   */
  void list(float[] x, int xo) {
    int listed = 0;
    for (int k = 0; k < inputs; k++) {
      float value = x[xo + k];
      which[listed] = k;
      factors[listed] = value;
      // Without a branch, which would be mispredicted at every other input.
      listed += value != 0 ? 1 : 0;
    }
    count = listed;
    for (int j = listed; j < listed + GROUP; j++) {
      which[j] = 0;
      factors[j] = 0;
    }
    magnitude = sum(listed);
  }

  /**
   * Deals the list out, each group's first input from its first eighth, the second from the second,
   * and so on. Whoever reads a group's rows of weights side by side then goes on with neighbouring
   * rows in each of eight places, which the processor fetches ahead better than rows eight apart.
   *
   * @param toWhich takes {@link #padded} inputs
   * @param toFactors takes their values
   */
  void deal(int[] toWhich, float[] toFactors) {
    int groups = padded() / GROUP;
    int at = 0;
    for (int j = 0; j < groups; j++) {
      for (int part = 0; part < GROUP; part++) {
        toWhich[at] = which[part * groups + j];
        toFactors[at++] = factors[part * groups + j];
      }
    }
  }

  /** Two chains of additions, since each addition waits for the one before it. */
  private double sum(int listed) {
    double even = 0;
    double odd = 0;
    for (int j = 0; j < listed; j += 2) {
      even += Math.abs(factors[j]);
      odd += Math.abs(factors[j + 1]);
    }
    return even + odd;
  }

  /** How many inputs are not zero. */
  int count() {
    return count;
  }

  /** As many elements of the list as its groups have. */
  int padded() {
    return (count + GROUP - 1) / GROUP * GROUP;
  }

  /** The sum of the inputs' absolute values, rounded; not a number if one of them is not. */
  double magnitude() {
    return magnitude;
  }
}
