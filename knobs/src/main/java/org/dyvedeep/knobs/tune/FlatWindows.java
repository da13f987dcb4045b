package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits the spreads below which SFMA replaces a window by its mean. The squared error that this
 * makes over all outputs is a quadratic form of the window's deviations from its mean, whose matrix
 * is the Gram matrix of the weights of the input feature.
 */
final class FlatWindows {
  private final LayerSamples samples;
  private final LayerShape shape;
  private final int tileHeight;
  private final int tileWidth;
  private final int[] tiles;
  private final int tileCount;
  private final float[][] ranges;
  private final float[][] means;
  private final float[][] errors;
  private final float[][] replacedCosts;
  private final int[] tileSizes;
  private final float zero;

  /**
   * Looks at all windows of the samples.
   *
   * @param zero what a product costs whose input is 0
   */
  FlatWindows(LayerSamples samples, int tileHeight, int tileWidth, float zero, Workers workers) {
    this.samples = samples;
    this.zero = zero;
    this.shape = samples.shape();
    this.tileHeight = tileHeight;
    this.tileWidth = tileWidth;
    this.tiles = new int[samples.positions()];
    this.tileCount = numberTiles();
    int features = shape.channels();
    this.ranges = new float[features][tileCount];
    this.means = new float[features][samples.positions()];
    this.errors = new float[features][tileCount];
    this.replacedCosts = new float[features][tileCount];
    this.tileSizes = new int[tileCount];
    for (int tile : tiles) {
      tileSizes[tile]++;
    }
    workers.each(features, this::measure);
  }

  /** The samples as they are. */
  LayerSamples samples() {
    return samples;
  }

  private int numberTiles() {
    int next = 0;
    for (Patch patch : samples.patches()) {
      int perRow = (patch.width() + tileWidth - 1) / tileWidth;
      for (int p = 0; p < patch.positions(); p++) {
        int row = p / patch.width() / tileHeight;
        tiles[patch.start() + p] = next + row * perRow + p % patch.width() / tileWidth;
      }
      next += perRow * ((patch.height() + tileHeight - 1) / tileHeight);
    }
    return next;
  }

  private void measure(int feature) {
    int window = shape.windowSize();
    double[][] gram = gram(feature);
    float[] least = new float[tileCount];
    float[] greatest = new float[tileCount];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
    float[] values = new float[window];
    for (Patch patch : samples.patches()) {
      for (int p = 0; p < patch.positions(); p++) {
        read(patch, feature, p, values);
        int i = patch.start() + p;
        float sum = 0;
        float cost = 0;
        for (float value : values) {
          sum += value;
          cost += value == 0 ? zero : 1;
          least[tiles[i]] = Math.min(least[tiles[i]], value);
          greatest[tiles[i]] = Math.max(greatest[tiles[i]], value);
        }
        means[feature][i] = sum / window;
        replacedCosts[feature][tiles[i]] += cost - meanCost(sum);
        errors[feature][tiles[i]] += (float) error(gram, values, sum / window);
      }
    }
    for (int t = 0; t < tileCount; t++) {
      ranges[feature][t] = greatest[t] - least[t];
    }
  }

  /** What the one product of a window's mean costs. */
  private float meanCost(float mean) {
    return mean == 0 ? zero : 1;
  }

  private void read(Patch patch, int feature, int p, float[] values) {
    float[] columns = patch.columns()[feature / shape.groupChannels()];
    int first = feature % shape.groupChannels() * values.length;
    for (int k = 0; k < values.length; k++) {
      values[k] = columns[(first + k) * patch.positions() + p];
    }
  }

  private static double error(double[][] gram, float[] values, float mean) {
    double error = 0;
    for (int k = 0; k < values.length; k++) {
      double row = 0;
      for (int l = 0; l < values.length; l++) {
        row += gram[k][l] * (values[l] - mean);
      }
      error += row * (values[k] - mean);
    }
    return error;
  }

  private double[][] gram(int feature) {
    int window = shape.windowSize();
    int first = feature % shape.groupChannels() * window;
    double[][] gram = new double[window][window];
    for (int o = firstOutput(feature); o < firstOutput(feature) + outputsOfGroup(); o++) {
      for (int k = 0; k < window; k++) {
        for (int l = 0; l < window; l++) {
          gram[k][l] += (double) shape.weight(o, first + k) * shape.weight(o, first + l);
        }
      }
    }
    return gram;
  }

  private int outputsOfGroup() {
    return shape.outputs() / shape.group();
  }

  private int firstOutput(int feature) {
    return feature / shape.groupChannels() * outputsOfGroup();
  }

  /**
   * The best threshold for each input feature.
   *
   * @param price operations for a unit of squared error
   * @param remaining what part of the layer's products is carried out anyway
   */
  float[] thresholds(double price, double remaining) {
    float[] thresholds = new float[shape.channels()];
    for (int c = 0; c < thresholds.length; c++) {
      thresholds[c] = Math.max(0, Thresholds.below(ranges[c], gains(c, price, remaining)));
    }
    return thresholds;
  }

  /** What replacing each tile's windows of a feature gains, in operations. */
  private float[] gains(int feature, double price, double remaining) {
    double neurons = remaining * outputsOfGroup();
    float[] gains = new float[tileCount];
    for (int t = 0; t < tileCount; t++) {
      double saved = neurons * replacedCosts[feature][t] - tileSizes[t] * shape.windowSize();
      gains[t] = (float) (saved - price * errors[feature][t]);
    }
    return gains;
  }

  /** Whether thresholds gain more than the tests cost, as far as can be told without trying. */
  boolean promising(float[] thresholds, double price, double remaining) {
    double gained = 0;
    for (int c = 0; c < thresholds.length; c++) {
      float[] gains = gains(c, price, remaining);
      for (int t = 0; t < tileCount; t++) {
        gained += ranges[c][t] < thresholds[c] ? gains[t] : 0;
      }
    }
    double all = (double) shape.outputs() * samples.positions() * shape.taps();
    return gained / all > testShare();
  }

  /** The squared error that thresholds make, over all outputs. */
  double error(float[] thresholds) {
    double error = 0;
    for (int c = 0; c < thresholds.length; c++) {
      for (int t = 0; t < tileCount; t++) {
        error += ranges[c][t] < thresholds[c] ? errors[c][t] : 0;
      }
    }
    return error;
  }

  /** Operations of the tests, over those of the dense layer. */
  double testShare() {
    double values =
        (shape.kernelHeight() + tileHeight - 1.0) * (shape.kernelWidth() + tileWidth - 1.0);
    double perPosition = 2 * values / (tileHeight * tileWidth);
    return shape.channels() * perPosition / ((double) shape.outputs() * shape.taps());
  }

  /** The samples with flat windows replaced. */
  LayerSamples apply(float[] thresholds) {
    float[] fixed = new float[samples.positions()];
    List<Patch> patches = new ArrayList<>();
    List<float[]> constants = new ArrayList<>();
    for (Patch patch : samples.patches()) {
      patches.add(without(patch, thresholds));
      constants.add(constants(patch, thresholds));
      for (int p = 0; p < patch.positions(); p++) {
        int i = patch.start() + p;
        int flat = 0;
        float products = 0;
        for (int c = 0; c < shape.channels(); c++) {
          boolean replaced = flat(c, i, thresholds);
          flat += replaced ? 1 : 0;
          products += replaced ? meanCost(means[c][i]) : 0;
        }
        fixed[i] = products / shape.group() + (float) flat * shape.windowSize() / shape.outputs();
      }
    }
    ProductCosts costs =
        ProductCosts.of(shape, patches, zero, (c, i) -> flat(c, i, thresholds), fixed);
    return new LayerSamples(shape, patches, samples.importance(), constants, costs);
  }

  private boolean flat(int feature, int position, float[] thresholds) {
    return ranges[feature][tiles[position]] < thresholds[feature];
  }

  private Patch without(Patch patch, float[] thresholds) {
    int window = shape.windowSize();
    int n = patch.positions();
    float[][] columns = new float[shape.group()][];
    for (int g = 0; g < columns.length; g++) {
      columns[g] = patch.columns()[g].clone();
      for (int c = 0; c < shape.groupChannels(); c++) {
        for (int p = 0; p < n; p++) {
          if (flat(g * shape.groupChannels() + c, patch.start() + p, thresholds)) {
            for (int tap = c * window; tap < (c + 1) * window; tap++) {
              columns[g][tap * n + p] = 0;
            }
          }
        }
      }
    }
    return patch.with(columns);
  }

  private float[] constants(Patch patch, float[] thresholds) {
    int n = patch.positions();
    float[] constants = new float[shape.outputs() * n];
    for (int c = 0; c < shape.channels(); c++) {
      float[] replaced = new float[n];
      for (int p = 0; p < n; p++) {
        boolean flat = flat(c, patch.start() + p, thresholds);
        replaced[p] = flat ? means[c][patch.start() + p] : 0;
      }
      for (int o = firstOutput(c); o < firstOutput(c) + outputsOfGroup(); o++) {
        float weight = weightSum(o, c % shape.groupChannels());
        for (int p = 0; p < n; p++) {
          constants[o * n + p] += weight * replaced[p];
        }
      }
    }
    return constants;
  }

  private float weightSum(int output, int feature) {
    float sum = 0;
    for (int k = 0; k < shape.windowSize(); k++) {
      sum += shape.weight(output, feature * shape.windowSize() + k);
    }
    return sum;
  }
}
