package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.knobs.run.SampledPositions;
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

  /** The grid of a setting, whose thresholds have no meaning, on sampled patches. */
  static SamplingGrid of(LayerSamples samples, Sdss setting) {
    LayerShape shape = samples.shape();
    Builder builder =
        new Builder(samples, new SampledPositions(setting, shape.outHeight(), shape.outWidth()));
    samples.patches().forEach(builder::add);
    return builder.build(setting);
  }

  private static final class Builder {
    private final LayerShape shape;
    private final SampledPositions positions;
    private final boolean[] onGrid;
    private final boolean[] computed;
    private final List<Integer> candidates = new ArrayList<>();
    private final List<int[]> neighbours = new ArrayList<>();
    private final List<float[]> shares = new ArrayList<>();

    Builder(LayerSamples samples, SampledPositions positions) {
      this.shape = samples.shape();
      this.positions = positions;
      this.onGrid = new boolean[shape.outHeight() * shape.outWidth()];
      for (int position : positions.grid()) {
        onGrid[position] = true;
      }
      this.computed = new boolean[samples.positions()];
    }

    void add(Patch patch) {
      for (int p = 0; p < patch.positions(); p++) {
        int y = patch.top() + p / patch.width();
        int x = patch.left() + p % patch.width();
        if (onGrid[y * shape.outWidth() + x]) {
          computed[patch.start() + p] = true;
        } else {
          addCandidate(patch, p, y * shape.outWidth() + x);
        }
      }
    }

    private void addCandidate(Patch patch, int p, int position) {
      int[] found = new int[positions.neighbours(position)];
      float[] parts = new float[found.length];
      for (int n = 0; n < found.length; n++) {
        int neighbour = positions.neighbour(position, n);
        int row = neighbour / shape.outWidth() - patch.top();
        int column = neighbour % shape.outWidth() - patch.left();
        if (row < 0 || row >= patch.height() || column < 0 || column >= patch.width()) {
          return;
        }
        found[n] = patch.start() + row * patch.width() + column;
        parts[n] = (float) positions.share(position, n);
      }
      candidates.add(patch.start() + p);
      neighbours.add(found);
      shares.add(parts);
    }

    SamplingGrid build(Sdss setting) {
      double share = (double) positions.grid().length / onGrid.length;
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
          shares.toArray(float[][]::new),
          counts);
    }
  }
}
