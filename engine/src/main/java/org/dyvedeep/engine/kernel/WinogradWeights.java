package org.dyvedeep.engine.kernel;

/**
 * The kernels' side of Winograd's algorithm, U = G g G'. A row of G belongs to a point: the factor
 * of its Lagrange polynomial times the point's powers; the last one belongs to infinity.
 */
public final class WinogradWeights {
  private static final double[][] POINTS_OF_4 = {{0, 1}, {1, 0.5}, {-1, 0.5}};

  private static final double[][] POINTS_OF_6 = {
    {0, 1 / 4.0}, {1, -1 / 6.0}, {-1, -1 / 6.0}, {2, 1 / 24.0}, {-2, 1 / 24.0}
  };

  private static final double[][] POINTS_OF_8 = {
    {0, 1},
    {1, -2 / 9.0},
    {-1, -2 / 9.0},
    {2, 1 / 90.0},
    {-2, 1 / 90.0},
    {0.5, 32 / 45.0},
    {-0.5, 32 / 45.0}
  };

  private static final float[] OF_3_IN_6 = matrix(6, 3);

  private WinogradWeights() {}

  private static float[] matrix(int patch, int kernel) {
    float[] matrix = new float[patch * kernel];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) row(patch, kernel, i / kernel)[i % kernel];
    }
    return matrix;
  }

  /**
   * One of the places of all transformed kernels: outputs x channels.
   *
   * @param side outputs of a patch along each axis
   * @param kernel taps along each axis: 3 to 5
   */
  static float[] place(int side, int kernel, float[] weights, int place) {
    int patch = side + kernel - 1;
    double[] rows = row(patch, kernel, place / patch);
    double[] columns = row(patch, kernel, place % patch);
    int taps = kernel * kernel;
    double[] factors = new double[taps];
    for (int ky = 0; ky < kernel; ky++) {
      for (int kx = 0; kx < kernel; kx++) {
        factors[ky * kernel + kx] = rows[ky] * columns[kx];
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

  /**
   * A row of G for patches of 6, in pairs: 0 and infinity, 1 and -1, 2 and -2.
   *
   * @param pair 0 to 2
   * @param index 0 or 1
   */
  public static int pairedRow(int pair, int index) {
    return pair == 0 ? 5 * index : 2 * pair - 1 + index;
  }

  /** A number of G for 3x3 kernels and patches of 6. */
  public static float of3In6(int row, int ky) {
    return OF_3_IN_6[row * 3 + ky];
  }

  /** A row of G. */
  private static double[] row(int patch, int kernel, int index) {
    double[][] points = patch == 4 ? POINTS_OF_4 : patch == 6 ? POINTS_OF_6 : POINTS_OF_8;
    double[] row = new double[kernel];
    if (index == points.length) {
      row[kernel - 1] = 1;
      return row;
    }
    double power = points[index][1];
    for (int k = 0; k < kernel; k++) {
      row[k] = power;
      power *= points[index][0];
    }
    return row;
  }
}
