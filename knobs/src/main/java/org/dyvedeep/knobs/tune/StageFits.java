package org.dyvedeep.knobs.tune;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Fits SPET to all outputs of a layer, with several sets of stages and at several prices. */
final class StageFits {
  private final LayerSamples samples;
  private final Activations dense;
  private final Workers workers;
  private final int[] units;
  private final int unitCount;

  /**
   * Prepares fitting.
   *
   * @param pixels how many neighbouring positions of a row stop together
   */
  StageFits(LayerSamples samples, Activations dense, int pixels, Workers workers) {
    this.samples = samples;
    this.dense = dense;
    this.workers = workers;
    this.units = new int[samples.positions()];
    int next = 0;
    for (Patch patch : samples.patches()) {
      int perRow = (patch.width() + pixels - 1) / pixels;
      for (int p = 0; p < patch.positions(); p++) {
        int unit = p / patch.width() * perRow + p % patch.width() / pixels;
        units[patch.start() + p] = next + unit;
      }
      next += perRow * patch.height();
    }
    this.unitCount = next;
  }

  /**
   * The best thresholds of each set of stages for each price.
   *
   * @param sets after how many products the stages of each set check, ascending, less than all
   * @param prices operations for a unit of weighted squared error
   * @param outputs which outputs to fit; the stops of others are null
   * @return for each price, the stops of each set
   */
  List<List<Stops>> fit(List<int[]> sets, double[] prices, int[] outputs) {
    int all = samples.shape().outputs();
    Stops[][] stops = new Stops[prices.length][sets.size()];
    for (Stops[] row : stops) {
      for (int set = 0; set < row.length; set++) {
        row[set] = new Stops(sets.get(set), new float[all][], new float[all][], new byte[all][]);
      }
    }
    int[] grid = sets.stream().flatMapToInt(Arrays::stream).sorted().distinct().toArray();
    workers.each(
        outputs.length,
        turn -> {
          int o = outputs[turn];
          Sums sums = Sums.of(this, o, grid);
          for (int set = 0; set < sets.size(); set++) {
            float[] costs = costs(sums, o, sets.get(set));
            StageFit fit = fit(sums, o, sets.get(set), costs);
            for (int price = 0; price < prices.length; price++) {
              float[] found = fit.thresholds(prices[price]);
              stops[price][set].thresholds()[o] = found;
              stops[price][set].costs()[o] = costs;
              stops[price][set].ends()[o] = ends(fit, found);
            }
          }
        });
    return Arrays.stream(stops).map(List::of).toList();
  }

  private float[] costs(Sums sums, int output, int[] checks) {
    float[] costs = Arrays.copyOf(sums.costs(checks), checks.length + 1);
    costs[checks.length] = samples.costs().all(samples.shape().groupOf(output));
    return costs;
  }

  /** One output's units at every check of a grid: the greatest sum of each, and their order. */
  private static final class Sums {
    private final int[] grid;
    private final float[][] greatest;
    private final int[][] sorted;
    private final float[] costs;

    Sums(int[] grid, float[][] greatest, int[][] sorted, float[] costs) {
      this.grid = grid;
      this.greatest = greatest;
      this.sorted = sorted;
      this.costs = costs;
    }

    float[][] greatest() {
      return greatest;
    }

    int[][] sorted() {
      return sorted;
    }

    static Sums of(StageFits fits, int output, int[] grid) {
      LayerSamples samples = fits.samples;
      int[] order = samples.order(output);
      float[][] sums = samples.sums(output, order, grid);
      float[][] greatest = new float[grid.length][fits.unitCount];
      int[][] sorted = new int[grid.length][];
      for (int s = 0; s < grid.length; s++) {
        Arrays.fill(greatest[s], Float.NEGATIVE_INFINITY);
        for (int i = 0; i < fits.units.length; i++) {
          int unit = fits.units[i];
          greatest[s][unit] = Math.max(greatest[s][unit], sums[s][i]);
        }
        sorted[s] = Thresholds.sortedIndices(greatest[s]);
      }
      float[] costs = samples.costs().first(samples.shape().groupOf(output), order, grid);
      return new Sums(grid, greatest, sorted, costs);
    }

    /** What the products up to each check cost on average. */
    float[] costs(int[] checks) {
      float[] found = new float[checks.length];
      int[] places = places(checks);
      for (int s = 0; s < places.length; s++) {
        found[s] = costs[places[s]];
      }
      return found;
    }

    int[] places(int[] checks) {
      return IntStream.of(checks).map(check -> Arrays.binarySearch(grid, check)).toArray();
    }
  }

  private StageFit fit(Sums sums, int output, int[] checks, float[] average) {
    float[] losses = new float[unitCount];
    float[][] costs = new float[checks.length + 1][unitCount];
    for (int i = 0; i < units.length; i++) {
      float value = dense.values()[output][i];
      losses[units[i]] += dense.weights()[output][i] * value * value;
      for (int s = 0; s < costs.length; s++) {
        costs[s][units[i]] += samples.costs().at(i, average[s]) + Math.min(s + 1, checks.length);
      }
    }
    int[] places = sums.places(checks);
    return new StageFit(
        IntStream.of(places).mapToObj(place -> sums.greatest()[place]).toArray(float[][]::new),
        IntStream.of(places).mapToObj(place -> sums.sorted()[place]).toArray(int[][]::new),
        losses,
        costs);
  }

  private byte[] ends(StageFit fit, float[] thresholds) {
    byte[] ofUnits = new byte[unitCount];
    for (int unit = 0; unit < unitCount; unit++) {
      ofUnits[unit] = (byte) fit.stop(unit, 0, thresholds);
    }
    byte[] ends = new byte[units.length];
    for (int i = 0; i < units.length; i++) {
      ends[i] = ofUnits[units[i]];
    }
    return ends;
  }
}
