package org.dyvedeep.tools.preprocess;

/**
 * The two source positions and the weight of the second one, for every new position along one axis
 * of a bilinear resize with half-pixel centres: source coordinate (i + 0.5) * from / to - 0.5, cut
 * at the borders. No antialiasing, as in OpenCV and Caffe.
 */
final class Taps {
  final int[] first;
  final int[] second;
  final float[] weight;

  Taps(int from, int to) {
    first = new int[to];
    second = new int[to];
    weight = new float[to];
    // OpenCV's own way to the scale, so that the float coordinate rounds alike.
    double scale = 1.0 / ((double) to / from);
    for (int i = 0; i < to; i++) {
      float coordinate = (float) ((i + 0.5) * scale - 0.5);
      int floor = (int) Math.floor(coordinate);
      first[i] = Math.max(0, Math.min(floor, from - 1));
      second[i] = Math.max(0, Math.min(floor + 1, from - 1));
      weight[i] = coordinate - floor;
    }
  }
}
