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
   * @return for each price, the stops of each set
   */
  List<List<Stops>> fit(List<int[]> sets, double[] prices) {
    int outputs = samples.shape().outputs();
    Stops[][] stops = new Stops[prices.length][sets.size()];
    for (Stops[] row : stops) {
      for (int set = 0; set < row.length; set++) {
        row[set] = new Stops(sets.get(set), new float[outputs][], new byte[outputs][]);
      }
    }
    int[] grid = sets.stream().flatMapToInt(Arrays::stream).sorted().distinct().toArray();
    workers.each(
        outputs,
        o -> {
          Sums sums = Sums.of(this, o, grid);
          for (int set = 0; set < sets.size(); set++) {
            StageFit fit = fit(sums, o, sets.get(set));
            for (int price = 0; price < prices.length; price++) {
              float[] found = fit.thresholds(prices[price]);
              stops[price][set].thresholds()[o] = found;
              stops[price][set].ends()[o] = ends(fit, found);
            }
          }
        });
    return Arrays.stream(stops).map(List::of).toList();
  }

  /** One output's units at every check of a grid: the greatest sum of each, and their order. */
  private static final class Sums {
    private final int[] grid;
    private final float[][] greatest;
    private final int[][] sorted;

    Sums(int[] grid, float[][] greatest, int[][] sorted) {
      this.grid = grid;
      this.greatest = greatest;
      this.sorted = sorted;
    }

    float[][] greatest() {
      return greatest;
    }

    int[][] sorted() {
      return sorted;
    }

    static Sums of(StageFits fits, int output, int[] grid) {
      LayerSamples samples = fits.samples;
      float[][] sums = samples.sums(output, samples.order(output), grid);
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
      return new Sums(grid, greatest, sorted);
    }

    int[] places(int[] checks) {
      return IntStream.of(checks).map(check -> Arrays.binarySearch(grid, check)).toArray();
    }
  }

  private StageFit fit(Sums sums, int output, int[] checks) {
    float[] losses = new float[unitCount];
    float[][] costs = new float[checks.length + 1][unitCount];
    for (int i = 0; i < units.length; i++) {
      float value = dense.values()[output][i];
      losses[units[i]] += dense.weights()[output][i] * value * value;
      for (int s = 0; s < costs.length; s++) {
        int products = s < checks.length ? checks[s] : samples.shape().taps();
        costs[s][units[i]] += samples.operations(i, products) + Math.min(s + 1, checks.length);
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
