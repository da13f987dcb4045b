package org.dyvedeep.engine.kernel;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Flat windows of NCHW images by their definition, in double, tile by tile. */
final class NaiveFlatWindows {
  private final ConvolutionShape s;
  private final float[] x;
  private final int tileHeight;
  private final int tileWidth;
  private final boolean variance;

  NaiveFlatWindows(
      ConvolutionShape shape, float[] x, int tileHeight, int tileWidth, boolean variance) {
    this.s = shape;
    this.x = x;
    this.tileHeight = tileHeight;
    this.tileWidth = tileWidth;
    this.variance = variance;
  }

  int tilesAcross() {
    return (s.out().width() - 1) / tileWidth + 1;
  }

  int tiles() {
    return tilesAcross() * ((s.out().height() - 1) / tileHeight + 1);
  }

  private float input(int channel, int row, int column) {
    boolean inside = row >= 0 && column >= 0 && row < s.in().height() && column < s.in().width();
    return inside ? x[(channel * s.in().height() + row) * s.in().width() + column] : 0;
  }

  /** What the spread of a channel under a tile is. */
  double spread(int channel, int tile) {
    int firstRow = tile / tilesAcross() * tileHeight;
    int firstColumn = tile % tilesAcross() * tileWidth;
    Set<List<Integer>> places = new HashSet<>();
    for (int row = firstRow; row < Math.min(firstRow + tileHeight, s.out().height()); row++) {
      int end = Math.min(firstColumn + tileWidth, s.out().width());
      for (int column = firstColumn; column < end; column++) {
        for (int tap = 0; tap < s.kernelY() * s.kernelX(); tap++) {
          places.add(List.of(row(row, tap), column(column, tap)));
        }
      }
    }
    double[] values =
        places.stream().mapToDouble(at -> input(channel, at.get(0), at.get(1))).toArray();
    double sum = 0;
    double least = values[0];
    double greatest = values[0];
    for (double value : values) {
      sum += value;
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    double squares = 0;
    for (double value : values) {
      squares += Math.pow(value - sum / values.length, 2);
    }
    return variance ? squares / values.length : greatest - least;
  }

  private int row(int row, int tap) {
    return row * s.strideY() - s.padY() + tap / s.kernelX() * s.dilationY();
  }

  private int column(int column, int tap) {
    return column * s.strideX() - s.padX() + tap % s.kernelX() * s.dilationX();
  }

  /** The convolution, with means in place of the inputs under flat windows. */
  double[] run(float[] weights, float[] bias, boolean relu, List<Float> maxSpread) {
    int outputs = s.out().channels();
    int channels = s.in().channels() / s.group();
    int window = s.kernelY() * s.kernelX();
    double[] y = new double[outputs * s.out().height() * s.out().width()];
    boolean[][] flat = new boolean[s.in().channels()][tiles()];
    for (int c = 0; c < flat.length; c++) {
      for (int tile = 0; tile < tiles(); tile++) {
        flat[c][tile] = spread(c, tile) < maxSpread.get(maxSpread.size() == 1 ? 0 : c);
      }
    }
    for (int i = 0; i < y.length; i++) {
      int o = i / (s.out().height() * s.out().width());
      int row = i / s.out().width() % s.out().height();
      int column = i % s.out().width();
      int tile = row / tileHeight * tilesAcross() + column / tileWidth;
      double sum = bias == null ? 0 : bias[o];
      for (int c = 0; c < channels; c++) {
        int channel = o / (outputs / s.group()) * channels + c;
        double mean = 0;
        for (int tap = 0; tap < window; tap++) {
          mean += input(channel, row(row, tap), column(column, tap)) / (double) window;
        }
        for (int tap = 0; tap < window; tap++) {
          double value =
              flat[channel][tile] ? mean : input(channel, row(row, tap), column(column, tap));
          sum += value * weights[(o * channels + c) * window + tap];
        }
      }
      y[i] = relu ? Math.max(0, sum) : sum;
    }
    return y;
  }
}
