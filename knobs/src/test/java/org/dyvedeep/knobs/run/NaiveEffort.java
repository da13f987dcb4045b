package org.dyvedeep.knobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dyvedeep.knobs.count.Overhead;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.StagedSpet;

/**
 * The knobs by brute force, neuron by neuron, from the words of the settings' documentation: shares
 * no code with the operators. Runs one layer over all images.
 */
final class NaiveEffort {
  private final NaiveLayer layer;
  private final LayerEffort effort;
  private final NaiveCounts counts;
  private final float[] outputs;
  private int image;
  private boolean[][][] flat;
  private float[][][] sums;
  private float[][][] values;
  private boolean[][][] known;

  private NaiveEffort(NaiveLayer layer, LayerEffort effort) {
    this.layer = layer;
    this.effort = effort;
    counts = new NaiveCounts(layer.outputs, layer.height * layer.width);
    outputs = new float[layer.images * layer.outputs * layer.height * layer.width];
  }

  static NaiveEffort run(NaiveLayer layer, LayerEffort effort) {
    NaiveEffort result = new NaiveEffort(layer, effort);
    for (int i = 0; i < layer.images; i++) {
      result.runImage(i);
    }
    return result;
  }

  float[] outputs() {
    return outputs;
  }

  NaiveCounts counts() {
    return counts;
  }

  private void runImage(int number) {
    image = number;
    sums = new float[layer.outputs][layer.height][layer.width];
    values = new float[layer.outputs][layer.height][layer.width];
    known = new boolean[layer.outputs][layer.height][layer.width];
    counts.dense += (long) layer.outputs * layer.height * layer.width * layer.products();
    findFlatWindows();
    if (effort.zis().isPresent()) {
      counts.shared(Overhead.ZIS_TEST, layer.inputs() + flatWindows());
    }
    Set<List<Integer>> grid = new TreeSet<>(NaiveEffort::compare);
    Set<List<Integer>> rest = new TreeSet<>(NaiveEffort::compare);
    for (int y = 0; y < layer.height; y++) {
      for (int x = 0; x < layer.width; x++) {
        (onGrid(y, x) ? grid : rest).add(List.of(y, x));
      }
    }
    for (int o = 0; o < layer.outputs; o++) {
      computeAll(o, grid);
    }
    sample(rest);
    for (int o = 0; o < layer.outputs; o++) {
      for (int y = 0; y < layer.height; y++) {
        for (int x = 0; x < layer.width; x++) {
          int at = ((image * layer.outputs + o) * layer.height + y) * layer.width + x;
          outputs[at] = values[o][y][x];
        }
      }
    }
  }

  private static int compare(List<Integer> one, List<Integer> other) {
    int rows = Integer.compare(one.get(0), other.get(0));
    return rows != 0 ? rows : Integer.compare(one.get(1), other.get(1));
  }

  // SFMA

  private void findFlatWindows() {
    flat = new boolean[layer.allFeatures()][layer.height][layer.width];
    if (effort.sfma().isEmpty()) {
      return;
    }
    Sfma sfma = effort.sfma().get();
    for (int c = 0; c < layer.allFeatures(); c++) {
      for (int y = 0; y < layer.height; y += sfma.tileHeight()) {
        for (int x = 0; x < layer.width; x += sfma.tileWidth()) {
          int endY = Math.min(y + sfma.tileHeight(), layer.height);
          int endX = Math.min(x + sfma.tileWidth(), layer.width);
          testTile(sfma, c, y, endY, x, endX);
        }
      }
    }
  }

  private void testTile(Sfma sfma, int c, int fromY, int endY, int fromX, int endX) {
    Set<Long> places = new TreeSet<>();
    for (int y = fromY; y < endY; y++) {
      for (int x = fromX; x < endX; x++) {
        places.addAll(places(y, x));
      }
    }
    double[] under = places.stream().mapToDouble(p -> layer.at(image, c, p)).toArray();
    double spread;
    boolean hasMean = false;
    if (sfma.criterion() == Sfma.Criterion.RANGE) {
      spread = greatest(under) - least(under);
      counts.shared(Overhead.SFMA_TEST, 2L * (under.length - 1) + 2);
    } else {
      double mean = mean(under);
      double squares = 0;
      for (double value : under) {
        squares += (value - mean) * (value - mean);
      }
      spread = squares / under.length;
      // n for the mean, 2n for differences and squares, the division and the comparison.
      counts.shared(Overhead.SFMA_TEST, 3L * under.length + 2);
      hasMean = (endY - fromY) * (endX - fromX) == 1;
    }
    boolean alike = spread < one(sfma.maxWindowSpread(), c);
    for (int y = fromY; y < endY && alike; y++) {
      for (int x = fromX; x < endX; x++) {
        flat[c][y][x] = true;
        boolean counted = !hasMean && layer.window() > 1;
        counts.shared(Overhead.SFMA_MEAN, counted ? layer.window() : 0);
      }
    }
  }

  private List<Long> places(int y, int x) {
    List<Long> places = new ArrayList<>();
    for (int ky = 0; ky < layer.kernelHeight; ky++) {
      for (int kx = 0; kx < layer.kernelWidth; kx++) {
        places.add(layer.place(y, x, ky, kx));
      }
    }
    return places;
  }

  private double windowMean(int c, int y, int x) {
    return mean(places(y, x).stream().mapToDouble(place -> layer.at(image, c, place)).toArray());
  }

  private long flatWindows() {
    long count = 0;
    for (boolean[][] plane : flat) {
      for (boolean[] row : plane) {
        for (boolean window : row) {
          count += window ? 1 : 0;
        }
      }
    }
    return count;
  }

  // SDSS

  private boolean onGrid(int y, int x) {
    if (effort.sdss().isEmpty()) {
      return true;
    }
    Sdss sdss = effort.sdss().get();
    return switch (sdss.grid()) {
      case SQUARE -> y % sdss.periodY() == 0 && x % sdss.periodX() == 0;
      case CHECKERBOARD -> (y + x) % 2 == 0;
      case PATCHES -> y % 4 / 2 == x % 4 / 2;
    };
  }

  private void sample(Set<List<Integer>> rest) {
    List<Set<List<Integer>>> exact = new ArrayList<>();
    List<Set<List<Integer>>> approximated = new ArrayList<>();
    for (int o = 0; o < layer.outputs; o++) {
      exact.add(new TreeSet<>(NaiveEffort::compare));
      approximated.add(new TreeSet<>(NaiveEffort::compare));
    }
    for (List<Integer> at : rest) {
      boolean together = effort.sdss().orElseThrow().allFeatures();
      boolean all = true;
      if (follows(at)) {
        for (int o = 0; o < layer.outputs; o++) {
          List<Integer> first = List.of(at.get(0) / 2 * 2, at.get(1) / 2 * 2);
          (approximated.get(o).contains(first) ? approximated : exact).get(o).add(at);
        }
        continue;
      }
      for (int o = 0; o < layer.outputs && (all || !together); o++) {
        boolean negligible = negligible(o, at.get(0), at.get(1));
        all &= negligible;
        if (!together) {
          (negligible ? approximated : exact).get(o).add(at);
        }
      }
      for (int o = 0; o < layer.outputs && together; o++) {
        (all ? approximated : exact).get(o).add(at);
      }
    }
    for (int o = 0; o < layer.outputs; o++) {
      for (List<Integer> at : approximated.get(o)) {
        approximate(o, at.get(0), at.get(1));
      }
      computeAll(o, exact.get(o));
    }
  }

  /** In patches, all but the first neuron do what that one does, and cost no test. */
  private boolean follows(List<Integer> at) {
    boolean first = at.get(0) % 2 == 0 && at.get(1) % 2 == 0;
    return effort.sdss().orElseThrow().grid() == Sdss.Grid.PATCHES && !first;
  }

  private boolean negligible(int o, int y, int x) {
    Sdss sdss = effort.sdss().orElseThrow();
    double[] around =
        neighbours(y, x).stream().mapToDouble(n -> neighbour(o, n.get(0), n.get(1))).toArray();
    int position = y * layer.width + x;
    counts.single(Overhead.SDSS_TEST, o, position, around.length - 1);
    if (!sdss.maxActivation().isEmpty()) {
      counts.single(Overhead.SDSS_TEST, o, position, 1);
      if (greatest(around) < one(sdss.maxActivation(), o)) {
        return true;
      }
    }
    if (sdss.maxSpread().isEmpty()) {
      return false;
    }
    counts.single(Overhead.SDSS_TEST, o, position, around.length - 1 + 1 + 1);
    return greatest(around) - least(around) < one(sdss.maxSpread(), o);
  }

  private float neighbour(int o, int y, int x) {
    if (!onGrid(y, x)) {
      throw new IllegalStateException(y + ", " + x + " is not on the grid");
    }
    boolean sum = effort.sdss().orElseThrow().basis() == Sdss.Basis.SUM;
    return sum ? sums[o][y][x] : values[o][y][x];
  }

  /** All grid neurons of the surrounding cell, or next to the patch. */
  private List<List<Integer>> neighbours(int y, int x) {
    Sdss sdss = effort.sdss().orElseThrow();
    List<List<Integer>> found = new ArrayList<>();
    for (int gy = 0; gy < layer.height; gy++) {
      for (int gx = 0; gx < layer.width; gx++) {
        int dy = Math.abs(gy - y);
        int dx = Math.abs(gx - x);
        boolean near =
            switch (sdss.grid()) {
              case SQUARE -> onGrid(gy, gx) && dy < sdss.periodY() && dx < sdss.periodX();
              case CHECKERBOARD -> dy + dx == 1;
              case PATCHES -> touchesPatch(gy, gx, y / 2, x / 2);
            };
        if (near) {
          found.add(List.of(gy, gx));
        }
      }
    }
    return found;
  }

  /** Whether a neuron lies directly beside, above or below one of a patch's neurons. */
  private static boolean touchesPatch(int gy, int gx, int patchY, int patchX) {
    for (int y = 2 * patchY; y < 2 * patchY + 2; y++) {
      for (int x = 2 * patchX; x < 2 * patchX + 2; x++) {
        boolean outside = gy / 2 != patchY || gx / 2 != patchX;
        if (outside && Math.abs(gy - y) + Math.abs(gx - x) == 1) {
          return true;
        }
      }
    }
    return false;
  }

  private static double share(Sdss sdss, int dy, int dx) {
    boolean bilinear = sdss.interpolation() == Sdss.Interpolation.BILINEAR;
    return switch (sdss.grid()) {
      case CHECKERBOARD -> 1;
      // Where a line is missing, the shares add up to less, and are scaled up.
      case SQUARE ->
          bilinear ? (1 - dy / (double) sdss.periodY()) * (1 - dx / (double) sdss.periodX()) : 1;
      case PATCHES -> dy > 0 && dx > 0 ? 0 : bilinear ? 1.0 / (dy + dx) : 1;
    };
  }

  private void approximate(int o, int y, int x) {
    Sdss sdss = effort.sdss().orElseThrow();
    counts.sdss += layer.products();
    List<List<Integer>> neighbours = neighbours(y, x);
    double sum = 0;
    double shares = 0;
    int sharing = 0;
    for (List<Integer> n : neighbours) {
      double share = share(sdss, Math.abs(n.get(0) - y), Math.abs(n.get(1) - x));
      sum += share * neighbour(o, n.get(0), n.get(1));
      shares += share;
      sharing += share > 0 ? 1 : 0;
    }
    if (sharing > 1) {
      counts.single(Overhead.SDSS_INTERPOLATION, o, y * layer.width + x, sharing);
    }
    float value = (float) (sum / shares);
    values[o][y][x] = sdss.basis() == Sdss.Basis.SUM ? layer.activate(value) : value;
  }

  // SPET

  private void computeAll(int o, Set<List<Integer>> positions) {
    int pixels =
        effort
            .spet()
            .map(spet -> spet instanceof StagedSpet staged ? staged.pixels() : 1)
            .orElse(1);
    for (List<Integer> at : positions) {
      if (known[o][at.get(0)][at.get(1)]) {
        continue;
      }
      List<NaiveNeuron> group = new ArrayList<>();
      for (List<Integer> other : positions) {
        if (other.get(0).equals(at.get(0)) && other.get(1) / pixels == at.get(1) / pixels) {
          group.add(neuron(o, other.get(0), other.get(1)));
          known[o][other.get(0)][other.get(1)] = true;
        }
      }
      NaiveNeuron.compute(group, layer, effort, counts);
      for (NaiveNeuron neuron : group) {
        sums[o][neuron.y][neuron.x] = neuron.sum();
        values[o][neuron.y][neuron.x] = neuron.value();
      }
    }
  }

  private NaiveNeuron neuron(int o, int y, int x) {
    NaiveNeuron neuron = new NaiveNeuron(layer, o, y, x);
    for (int c = 0; c < layer.features; c++) {
      int feature = layer.feature(o, c);
      boolean isFlat = flat[feature][y][x];
      neuron.addWindow(isFlat, isFlat ? windowMean(feature, y, x) : 0);
      for (long place : places(y, x)) {
        neuron.addInput(layer.at(image, feature, place));
      }
    }
    return neuron;
  }

  static float one(List<Float> thresholds, int index) {
    return thresholds.get(thresholds.size() == 1 ? 0 : index);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double greatest(double[] values) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      greatest = Math.max(greatest, value);
    }
    return greatest;
  }

  private static double least(double[] values) {
    double least = Double.POSITIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
    }
    return least;
  }
}
