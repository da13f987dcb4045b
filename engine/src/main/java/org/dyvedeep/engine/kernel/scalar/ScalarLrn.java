package org.dyvedeep.engine.kernel.scalar;

import org.dyvedeep.engine.kernel.LrnShape;

/** Local response normalisation, element by element. */
final class ScalarLrn {
  private ScalarLrn() {}

  static void run(
      LrnShape shape, float[] x, int xImage, float[] y, int yImage, int fromRow, int toRow) {
    for (int c = 0; c < shape.in().channels(); c++) {
      for (int row = fromRow; row < toRow; row++) {
        for (int column = 0; column < shape.in().width(); column++) {
          float sum =
              shape.acrossChannels()
                  ? acrossChannels(shape, x, xImage, c, row, column)
                  : withinChannel(shape, x, xImage, c, row, column);
          float scale = shape.offset() + shape.factor() * sum;
          float value = x[xImage + shape.in().offset(c, row, column)];
          y[yImage + shape.out().offset(c, row, column)] = normalize(value, scale, shape.beta());
        }
      }
    }
    clearUnusedChannels(shape, y, yImage, fromRow, toRow);
  }

  private static void clearUnusedChannels(
      LrnShape shape, float[] y, int yImage, int fromRow, int toRow) {
    int stored = shape.out().blocks() * shape.out().channelsPerBlock();
    for (int c = shape.out().channels(); c < stored; c++) {
      for (int row = fromRow; row < toRow; row++) {
        for (int column = 0; column < shape.out().width(); column++) {
          y[yImage + shape.out().offset(c, row, column)] = 0;
        }
      }
    }
  }

  private static float acrossChannels(
      LrnShape shape, float[] x, int image, int channel, int row, int column) {
    int end = Math.min(shape.in().channels(), channel + shape.reach() + 1);
    float sum = 0;
    for (int c = Math.max(0, channel - shape.reach()); c < end; c++) {
      float value = x[image + shape.in().offset(c, row, column)];
      sum += value * value;
    }
    return sum;
  }

  private static float withinChannel(
      LrnShape shape, float[] x, int image, int channel, int row, int column) {
    int endRow = Math.min(shape.in().height(), row + shape.reach() + 1);
    int endColumn = Math.min(shape.in().width(), column + shape.reach() + 1);
    float sum = 0;
    for (int r = Math.max(0, row - shape.reach()); r < endRow; r++) {
      for (int c = Math.max(0, column - shape.reach()); c < endColumn; c++) {
        float value = x[image + shape.in().offset(channel, r, c)];
        sum += value * value;
      }
    }
    return sum;
  }

  private static float normalize(float value, float scale, float beta) {
    if (beta == 0.75f) {
      float root = (float) Math.sqrt(scale);
      return value / (root * (float) Math.sqrt(root));
    }
    return (float) (value * Math.pow(scale, -beta));
  }
}
