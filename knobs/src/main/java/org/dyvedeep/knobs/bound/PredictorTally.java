package org.dyvedeep.knobs.bound;

import java.util.List;

/** Counts what one predictor of signs says, and how often it is wrong. */
final class PredictorTally {
  private final String predictor;
  private final int outputs;
  private final BlockCounter calls;
  private final BlockCounter eightPositions;
  private final BlockCounter sixteenPositions;
  private final BlockCounter sixteenFeatures;
  private boolean[] called = new boolean[0];
  private int positions;
  private long positive;
  private long lost;
  private double energy;
  private double lostEnergy;

  PredictorTally(String predictor, RectifiedLayer layer) {
    this.predictor = predictor;
    this.outputs = layer.outputs();
    this.calls = layer.counter(BlockShape.OUTPUT);
    this.eightPositions = layer.counter(BlockShape.EIGHT_POSITIONS);
    this.sixteenPositions = layer.counter(BlockShape.SIXTEEN_POSITIONS);
    this.sixteenFeatures = layer.counter(BlockShape.SIXTEEN_FEATURES);
  }

  /** Begins a picture of which so many positions are looked at. */
  void begin(int count) {
    positions = count;
    called = new boolean[outputs * count];
  }

  /** Takes the predictor's sums for one output: it is called positive where they are. */
  void call(int output, float[] sums) {
    for (int p = 0; p < positions; p++) {
      called[output * positions + p] = sums[p] > 0;
    }
  }

  /** Compares what was called with an output's true sums. */
  void judge(int output, float[] sums) {
    for (int p = 0; p < positions; p++) {
      if (sums[p] > 0) {
        double square = (double) sums[p] * sums[p];
        boolean missed = !called[output * positions + p];
        positive++;
        energy += square;
        lost += missed ? 1 : 0;
        lostEnergy += missed ? square : 0;
      }
    }
  }

  /** Counts blocks once all outputs of a picture were called. */
  void end(List<Stretch> stretches) {
    int start = 0;
    for (Stretch stretch : stretches) {
      OutputMask mask = new OutputMask(called, start, positions, 1, stretch.width());
      calls.add(mask);
      eightPositions.add(mask);
      sixteenPositions.add(mask);
      sixteenFeatures.add(mask);
      start += stretch.width();
    }
  }

  PredictorBounds result() {
    return new PredictorBounds(
        predictor,
        1 - calls.share(),
        positive == 0 ? 0 : (double) lost / positive,
        energy == 0 ? 0 : lostEnergy / energy,
        eightPositions.share(),
        sixteenPositions.share(),
        sixteenFeatures.share());
  }
}
