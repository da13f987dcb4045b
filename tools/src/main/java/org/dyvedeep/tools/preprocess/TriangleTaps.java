package org.dyvedeep.tools.preprocess;

/**
 * The source positions and weights for every new position along one axis of an antialiased bilinear
 * resize: a triangle around the half-pixel centre that widens with the scale when shrinking, cut at
 * the borders, weights summing to 1. Without shrinking these are the taps of plain bilinear.
 */
final class TriangleTaps {
  final int[] first;
  final float[][] weights;

  TriangleTaps(int from, int to) {
    first = new int[to];
    weights = new float[to][];
    double scale = (double) from / to;
    double support = Math.max(1, scale);
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale;
      first[i] = (int) Math.max(0, centre - support + 0.5);
      int end = (int) Math.min(from, centre + support + 0.5);
      weights[i] = normalised(first[i], end, centre, support);
    }
  }

  private static float[] normalised(int first, int end, double centre, double support) {
    double[] raw = new double[end - first];
    double sum = 0;
    for (int i = 0; i < raw.length; i++) {
      raw[i] = Math.max(0, 1 - Math.abs((first + i + 0.5 - centre) / support));
      sum += raw[i];
    }
    float[] weights = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      weights[i] = (float) (raw[i] / sum);
    }
    return weights;
  }
}
