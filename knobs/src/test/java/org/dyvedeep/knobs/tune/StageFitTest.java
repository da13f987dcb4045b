package org.dyvedeep.knobs.tune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StageFitTest {
  private static final int UNITS = 60;
  private static final float FULL = 100;

  private final SplittableRandom random = new SplittableRandom(5);
  private final float[][] sums = new float[2][UNITS];
  private final float[] losses = new float[UNITS];
  private final float[][] costs = new float[3][UNITS];

  /** Units that end far above 0 lose much; partial sums say roughly where they end. */
  private void draw() {
    for (int i = 0; i < UNITS; i++) {
      float end = (float) random.nextDouble(-2, 1);
      sums[0][i] = end + (float) random.nextDouble(-1, 1);
      sums[1][i] = end + (float) random.nextDouble(-0.3, 0.3);
      losses[i] = Math.max(0, end) * Math.max(0, end);
      costs[0][i] = FULL / 4 + 1;
      costs[1][i] = FULL / 2 + 2;
      costs[2][i] = FULL + 2;
    }
  }

  private double total(float first, float second, double price) {
    double total = 0;
    for (int i = 0; i < UNITS; i++) {
      boolean stopped = sums[0][i] < first || sums[1][i] < second;
      int end = sums[0][i] < first ? 0 : stopped ? 1 : 2;
      total += costs[end][i] + (stopped ? price * losses[i] : 0);
    }
    return total;
  }

  private float[] fit(double price) {
    int[][] sorted = {Thresholds.sortedIndices(sums[0]), Thresholds.sortedIndices(sums[1])};
    return new StageFit(sums, sorted, losses, costs).thresholds(price);
  }

  @Test
  void noChangeOfOneThresholdIsBetter() {
    for (int round = 0; round < 20; round++) {
      draw();
      double price = Math.pow(10, random.nextDouble(0, 4));
      float[] found = fit(price);
      double best = total(found[0], found[1], price);
      for (int i = 0; i < UNITS; i++) {
        float first = Math.nextUp(sums[0][i]);
        assertTrue(best <= total(first, found[1], price) + 1e-3, "first stage at " + first);
      }
      assertTrue(best <= total(Thresholds.NEVER, Thresholds.NEVER, price) + 1e-3);
    }
  }

  @Test
  void freeErrorsStopEverythingAtTheFirstStage() {
    draw();
    float[] found = fit(0);
    assertEquals(UNITS * costs[0][0], total(found[0], found[1], 0), 1e-3);
  }

  @Test
  void dearErrorsStopOnlyWhatLosesNothing() {
    draw();
    float[] found = fit(1e12);
    for (int i = 0; i < UNITS; i++) {
      if (losses[i] > 0) {
        assertTrue(sums[0][i] >= found[0] && sums[1][i] >= found[1], "unit " + i);
      }
    }
  }

  @Test
  void sortsNegativeAndPositiveValues() {
    int[] order = Thresholds.sortedIndices(new float[] {0.5f, -3, -1, 2, 0, -0.25f});
    assertArrayEquals(new int[] {1, 2, 5, 4, 0, 3}, order);
  }
}
