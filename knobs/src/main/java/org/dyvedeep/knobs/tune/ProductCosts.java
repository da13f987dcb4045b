package org.dyvedeep.knobs.tune;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What a neuron's products cost on average over the sampled positions, by tap, and how much more or
 * less they cost at each position. Where zero-input skipping counts, a product whose input is 0
 * costs less than one.
 */
final class ProductCosts {
  private final double[][] ofTaps;
  private final float[] rates;
  private final float[] fixed;

  /**
   * Products that something else stands in for, such as those of flat windows.
   *
   * @see FlatWindows
   */
  @FunctionalInterface
  interface Replaced {
    /** None is. */
    Replaced NONE = (feature, position) -> false;

    /** Whether those of an input feature are at a position. */
    boolean at(int feature, int position);
  }

  private ProductCosts(double[][] ofTaps, float[] rates, float[] fixed) {
    this.ofTaps = ofTaps;
    this.rates = rates;
    this.fixed = fixed;
  }

  /**
   * Looks at all sampled inputs.
   *
   * @param zero what a product costs whose input is 0
   * @param fixed for each position, operations of a neuron beside its products
   */
  static ProductCosts of(
      LayerShape shape, List<Patch> patches, float zero, Replaced replaced, float[] fixed) {
    int positions = fixed.length;
    double[][] ofTaps = new double[shape.group()][shape.taps()];
    float[] sums = new float[positions];
    for (Patch patch : patches) {
      for (int g = 0; g < ofTaps.length; g++) {
        float[] columns = patch.columns()[g];
        for (int tap = 0; tap < shape.taps(); tap++) {
          int feature = g * shape.groupChannels() + tap / shape.windowSize();
          double sum = 0;
          for (int p = 0; p < patch.positions(); p++) {
            int i = patch.start() + p;
            float cost = columns[tap * patch.positions() + p] == 0 ? zero : 1;
            cost = replaced.at(feature, i) ? 0 : cost;
            sums[i] += cost;
            sum += cost;
          }
          ofTaps[g][tap] += sum / positions;
        }
      }
    }
    double mean = Arrays.stream(ofTaps).flatMapToDouble(DoubleStream::of).sum();
    float[] rates = new float[positions];
    for (int i = 0; i < positions; i++) {
      rates[i] = mean > 0 ? (float) (sums[i] / mean) : 1;
    }
    return new ProductCosts(ofTaps, rates, fixed);
  }

  /**
   * What the first products of an order cost on average.
   *
   * @param counts how many products, ascending
   */
  float[] first(int group, int[] order, int[] counts) {
    float[] costs = new float[counts.length];
    double sum = 0;
    int done = 0;
    for (int s = 0; s < counts.length; s++) {
      for (; done < counts[s]; done++) {
        sum += ofTaps[group][order[done]];
      }
      costs[s] = (float) sum;
    }
    return costs;
  }

  /** What all products of a neuron cost on average. */
  float all(int group) {
    return (float) DoubleStream.of(ofTaps[group]).sum();
  }

  /** What products of an average cost, and what comes beside them, cost at a position. */
  float at(int position, float average) {
    return fixed[position] + rates[position] * average;
  }
}
