package org.dyvedeep.engine.kernel;

/** The kernels' side of F(2x2, 3x3), F(4x4, 3x3) and F(2x2, 5x5): U = G g G'. */
final class WinogradWeights {
  private static final double[][] G2 = {{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}};

  private static final double[][] G4 = {
    {1 / 4.0, 0, 0},
    {-1 / 6.0, -1 / 6.0, -1 / 6.0},
    {-1 / 6.0, 1 / 6.0, -1 / 6.0},
    {1 / 24.0, 1 / 12.0, 1 / 6.0},
    {1 / 24.0, -1 / 12.0, 1 / 6.0},
    {0, 0, 1},
  };

  /** The same points as F(4x4, 3x3): 0, 1, -1, 2, -2 and infinity. */
  private static final double[][] G2_5 = {
    {1 / 4.0, 0, 0, 0, 0},
    {-1 / 6.0, -1 / 6.0, -1 / 6.0, -1 / 6.0, -1 / 6.0},
    {-1 / 6.0, 1 / 6.0, -1 / 6.0, 1 / 6.0, -1 / 6.0},
    {1 / 24.0, 1 / 12.0, 1 / 6.0, 1 / 3.0, 2 / 3.0},
    {1 / 24.0, -1 / 12.0, 1 / 6.0, -1 / 3.0, 2 / 3.0},
    {0, 0, 0, 0, 1},
  };

  private WinogradWeights() {}

  /**
   * One of the places of all transformed kernels: outputs x channels.
   *
   * @param side outputs of a patch along each axis
   * @param kernel 3 or 5
   */
  static float[] place(int side, int kernel, float[] weights, int place) {
    double[][] g = kernel == 5 ? G2_5 : side == 2 ? G2 : G4;
    int taps = kernel * kernel;
    double[] factors = new double[taps];
    for (int ky = 0; ky < kernel; ky++) {
      for (int kx = 0; kx < kernel; kx++) {
        factors[ky * kernel + kx] = g[place / g.length][ky] * g[place % g.length][kx];
      }
    }
    float[] transformed = new float[weights.length / taps];
    for (int i = 0; i < transformed.length; i++) {
      double sum = 0;
      for (int k = 0; k < taps; k++) {
        sum += factors[k] * weights[i * taps + k];
      }
      transformed[i] = (float) sum;
    }
    return transformed;
  }
}
