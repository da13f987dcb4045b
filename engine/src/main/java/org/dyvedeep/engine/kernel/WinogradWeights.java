package org.dyvedeep.engine.kernel;

/** The kernels' side of F(2x2, 3x3) and F(4x4, 3x3): U = G g G'. */
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

  private WinogradWeights() {}

  /** One of the places of all transformed kernels: outputs x channels. */
  static float[] place(int side, float[] weights, int place) {
    double[][] g = side == 2 ? G2 : G4;
    double[] factors = new double[9];
    for (int ky = 0; ky < 3; ky++) {
      for (int kx = 0; kx < 3; kx++) {
        factors[ky * 3 + kx] = g[place / g.length][ky] * g[place % g.length][kx];
      }
    }
    float[] transformed = new float[weights.length / 9];
    for (int i = 0; i < transformed.length; i++) {
      double sum = 0;
      for (int k = 0; k < 9; k++) {
        sum += factors[k] * weights[i * 9 + k];
      }
      transformed[i] = (float) sum;
    }
    return transformed;
  }
}
