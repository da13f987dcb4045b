package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * Collects samples of a layer's inputs: patches of its output map, at places that a seed decides.
 * Their corners lie where groups of positions and sampling grids begin.
 */
final class Sampler {
  private static final int PATCH = 16;
  private static final int WHOLE = 20;
  private static final int ROW_STEP = 4;
  private static final int COLUMN_STEP = 8;
  private static final int NEURONS = 500_000;
  private static final int MIN_POSITIONS = 512;
  private static final long MAX_FLOATS = 40_000_000;

  private final LayerShape shape;
  private final int pictures;
  private final int patchHeight;
  private final int patchWidth;
  private final long wanted;
  private final SplittableRandom random;
  private final List<Patch> patches = new ArrayList<>();
  private final float zero;
  private final double[] absolute;
  private final double[] signed;
  private final double[] squares;
  private final double[] nonzero;
  private int seen;
  private int positions;

  /**
   * Starts sampling.
   *
   * @param pictures how many will be added
   * @param zero what a product costs whose input is 0
   */
  Sampler(LayerShape shape, int pictures, long seed, float zero) {
    this.shape = shape;
    this.zero = zero;
    this.pictures = pictures;
    this.patchHeight = extent(shape.outHeight());
    this.patchWidth = extent(shape.outWidth());
    this.random = new SplittableRandom(seed);
    this.absolute = new double[shape.channels()];
    this.signed = new double[shape.channels()];
    this.squares = new double[shape.channels()];
    this.nonzero = new double[shape.channels()];
    long patch = (long) patchHeight * patchWidth;
    long there = pictures * (((long) shape.outHeight() * shape.outWidth() + patch - 1) / patch);
    long most = MAX_FLOATS / ((long) shape.taps() * shape.group());
    long enough = Math.max(MIN_POSITIONS, NEURONS / shape.outputs());
    this.wanted = Math.max(1, Math.min(there, (Math.min(most, enough) + patch - 1) / patch));
  }

  private static int extent(int size) {
    return size <= WHOLE ? size : PATCH;
  }

  /** Takes what it wants of the layer's input for one picture. */
  void add(float[] input) {
    int plane = shape.height() * shape.width();
    for (int c = 0; c < shape.channels(); c++) {
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        double value = input[i];
        absolute[c] += Math.abs(value) / plane;
        signed[c] += value / plane;
        squares[c] += value * value / plane;
        nonzero[c] += value == 0 ? 0 : 1.0 / plane;
      }
    }
    long before = wanted * seen / pictures;
    seen++;
    for (long i = before; i < wanted * seen / pictures; i++) {
      take(input);
    }
  }

  private void take(float[] input) {
    int top = origin(shape.outHeight(), patchHeight, ROW_STEP);
    int left = origin(shape.outWidth(), patchWidth, COLUMN_STEP);
    float[][] columns = new float[shape.group()][];
    for (int g = 0; g < columns.length; g++) {
      columns[g] = columns(input, g, top, left);
    }
    patches.add(new Patch(positions, top, left, patchHeight, patchWidth, columns));
    positions += patchHeight * patchWidth;
  }

  private int origin(int size, int extent, int step) {
    int places = (size - extent) / step + 1;
    return step * random.nextInt(places);
  }

  private float[] columns(float[] input, int group, int top, int left) {
    int count = patchHeight * patchWidth;
    int plane = shape.height() * shape.width();
    float[] columns = new float[shape.taps() * count];
    int tap = 0;
    for (int c = 0; c < shape.groupChannels(); c++) {
      int base = (group * shape.groupChannels() + c) * plane;
      for (int row = 0; row < shape.kernelHeight(); row++) {
        for (int column = 0; column < shape.kernelWidth(); column++, tap++) {
          for (int p = 0; p < count; p++) {
            int element = shape.element(top + p / patchWidth, left + p % patchWidth, row, column);
            columns[tap * count + p] = element < 0 ? 0 : input[base + element];
          }
        }
      }
    }
    return columns;
  }

  /** What was collected; products come in the order of |w| times the feature's mean |input|. */
  LayerSamples samples() {
    return LayerSamples.of(
        shape, shape.spatial() ? patches : List.of(merged()), importances().get(0), zero);
  }

  /**
   * Weights that input features may have in the order of products: their mean |input|; their
   * standard deviation, which says how much of the final sum is open until they are summed up; and
   * the size of inputs that are not 0, for those that are 0 cost less or nothing.
   */
  List<float[]> importances() {
    double n = Math.max(1, seen);
    return List.of(
        importance(c -> absolute[c] / n),
        importance(c -> Math.sqrt(Math.max(0, squares[c] / n - Math.pow(signed[c] / n, 2)))),
        importance(c -> nonzero[c] > 0 ? Math.sqrt(squares[c] / nonzero[c]) : 0));
  }

  private float[] importance(IntToDoubleFunction ofFeature) {
    float[] importance = new float[shape.channels()];
    for (int c = 0; c < importance.length; c++) {
      importance[c] = Thresholds.rounded((float) ofFeature.applyAsDouble(c));
    }
    return importance;
  }

  /** Single positions of many pictures as one row, so that loops over positions are long. */
  private Patch merged() {
    int taps = shape.taps();
    float[] all = new float[taps * positions];
    for (Patch patch : patches) {
      for (int tap = 0; tap < taps; tap++) {
        all[tap * positions + patch.start()] = patch.columns()[0][tap];
      }
    }
    return new Patch(0, 0, 0, 1, positions, new float[][] {all});
  }
}
