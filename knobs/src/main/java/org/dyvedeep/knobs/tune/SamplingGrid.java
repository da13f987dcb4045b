package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dyvedeep.knobs.setting.Sdss;

/** A grid of SDSS laid over sampled patches: which positions may be approximated, and from what. */
final class SamplingGrid {
  private final Sdss setting;
  private final int[] candidates;
  private final int[][] neighbours;
  private final float[][] shares;
  private final float[] counts;

  SamplingGrid(
      Sdss setting, int[] candidates, int[][] neighbours, float[][] shares, float[] counts) {
    this.setting = setting;
    this.candidates = candidates;
    this.neighbours = neighbours;
    this.shares = shares;
    this.counts = counts;
  }

  /** The grid and interpolation, with thresholds of no meaning. */
  Sdss setting() {
    return setting;
  }

  /** Sampled positions that are not on the grid and whose neighbours were sampled. */
  int[] candidates() {
    return candidates;
  }

  /** For each candidate, its computed neighbours. */
  int[][] neighbours() {
    return neighbours;
  }

  /** For each candidate, what each neighbour contributes. */
  float[][] shares() {
    return shares;
  }

  /** For how many positions of the map each sampled position stands. */
  float[] counts() {
    return counts;
  }

  static SamplingGrid checkerboard(LayerSamples samples, boolean allFeatures) {
    return of(samples, setting(Sdss.Grid.CHECKERBOARD, Sdss.Interpolation.AVERAGE, allFeatures));
  }

  static SamplingGrid square(LayerSamples samples, boolean allFeatures) {
    return of(samples, setting(Sdss.Grid.SQUARE, Sdss.Interpolation.BILINEAR, allFeatures));
  }

  private static Sdss setting(
      Sdss.Grid grid, Sdss.Interpolation interpolation, boolean allFeatures) {
    return new Sdss(
        grid, 2, 2, Sdss.Basis.ACTIVATION, List.of(0f), List.of(), interpolation, allFeatures);
  }

  private static SamplingGrid of(LayerSamples samples, Sdss setting) {
    Builder builder = new Builder(samples, setting.grid() == Sdss.Grid.CHECKERBOARD);
    samples.patches().forEach(builder::add);
    return builder.build(setting);
  }

  private static final class Builder {
    private final LayerShape shape;
    private final boolean checkerboard;
    private final boolean[] computed;
    private final List<Integer> candidates = new ArrayList<>();
    private final List<int[]> neighbours = new ArrayList<>();

    Builder(LayerSamples samples, boolean checkerboard) {
      this.shape = samples.shape();
      this.checkerboard = checkerboard;
      this.computed = new boolean[samples.positions()];
    }

    private boolean onGrid(int y, int x) {
      return checkerboard ? (y + x) % 2 == 0 : y % 2 == 0 && x % 2 == 0;
    }

    void add(Patch patch) {
      for (int p = 0; p < patch.positions(); p++) {
        int y = patch.top() + p / patch.width();
        int x = patch.left() + p % patch.width();
        if (onGrid(y, x)) {
          computed[patch.start() + p] = true;
        } else {
          addCandidate(patch, p, y, x);
        }
      }
    }

    private void addCandidate(Patch patch, int p, int y, int x) {
      List<Integer> found = new ArrayList<>();
      for (int[] place : places(y, x)) {
        boolean inMap =
            place[0] >= 0
                && place[0] < shape.outHeight()
                && place[1] >= 0
                && place[1] < shape.outWidth();
        int row = place[0] - patch.top();
        int column = place[1] - patch.left();
        if (inMap) {
          if (row < 0 || row >= patch.height() || column < 0 || column >= patch.width()) {
            return;
          }
          found.add(patch.start() + row * patch.width() + column);
        }
      }
      candidates.add(patch.start() + p);
      neighbours.add(found.stream().mapToInt(Integer::intValue).toArray());
    }

    private List<int[]> places(int y, int x) {
      if (checkerboard) {
        return List.of(
            new int[] {y - 1, x}, new int[] {y, x - 1}, new int[] {y, x + 1}, new int[] {y + 1, x});
      }
      List<int[]> places = new ArrayList<>();
      for (int row = y - y % 2; row <= y + y % 2; row += 2) {
        for (int column = x - x % 2; column <= x + x % 2; column += 2) {
          places.add(new int[] {row, column});
        }
      }
      return places;
    }

    SamplingGrid build(Sdss setting) {
      int onGrid = 0;
      for (int y = 0; y < shape.outHeight(); y++) {
        for (int x = 0; x < shape.outWidth(); x++) {
          onGrid += onGrid(y, x) ? 1 : 0;
        }
      }
      double share = (double) onGrid / (shape.outHeight() * shape.outWidth());
      int sampled = 0;
      for (boolean value : computed) {
        sampled += value ? 1 : 0;
      }
      float[] counts = new float[computed.length];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = computed[i] ? (float) (share * counts.length / sampled) : 0;
      }
      float candidate = (float) ((1 - share) * counts.length / candidates.size());
      candidates.forEach(i -> counts[i] = candidate);
      return new SamplingGrid(
          setting,
          candidates.stream().mapToInt(Integer::intValue).toArray(),
          neighbours.toArray(int[][]::new),
          equalShares(),
          counts);
    }

    /** At period 2, a candidate lies halfway between its neighbours along each axis. */
    private float[][] equalShares() {
      float[][] shares = new float[neighbours.size()][];
      for (int i = 0; i < shares.length; i++) {
        shares[i] = new float[neighbours.get(i).length];
        Arrays.fill(shares[i], 1f / shares[i].length);
      }
      return shares;
    }
  }
}
