package org.dyvedeep.tools.contest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Ratios are taken round by round. */
class StandingTest {
  private static Standing standing(double[]... rounds) {
    return new Standing("x", List.of(rounds), OptionalDouble.empty(), new float[0], List.of());
  }

  @Test
  void aMachineThatSlowsDownSlowsBoth() {
    // The machine halves its speed after the first round; medians of all runs would say 2.
    Standing caffe = standing(new double[] {9}, new double[] {18, 18}, new double[] {18});
    Standing other = standing(new double[] {3, 3, 3}, new double[] {6}, new double[] {6});
    assertEquals(3, other.timesAsFastAs(caffe).median());
    assertEquals(1, caffe.timesAsFastAs(caffe).median());
    assertEquals(1 / 3.0, caffe.timesAsFastAs(other).median(), 1e-12);
  }

  @Test
  void quantilesAreOfAllRuns() {
    Standing standing = standing(new double[] {1, 9}, new double[] {2});
    assertEquals(3, standing.runs());
    assertEquals(2, standing.millis().median());
    assertEquals(9, standing.millis().p90());
    assertEquals(1, standing.millis().min());
  }

  @Test
  void theSpreadOfRoundsLeavesATenthOutAtEachEnd() {
    double[][] rounds = new double[11][];
    double[][] ones = new double[11][];
    for (int i = 0; i < rounds.length; i++) {
      rounds[i] = new double[] {i};
      ones[i] = new double[] {1};
    }
    assertEquals(new Spread(5, 1, 9), standing(ones).timesAsFastAs(standing(rounds)));
    assertEquals(
        new Spread(2.5, 2, 3),
        standing(ones[0], ones[1]).timesAsFastAs(standing(rounds[2], rounds[3])));
  }

  @Test
  void aDisturbedRoundDoesNotDecide() {
    Standing caffe = standing(new double[] {8}, new double[] {800}, new double[] {8});
    Standing other = standing(new double[] {4}, new double[] {4}, new double[] {4});
    assertEquals(2, other.timesAsFastAs(caffe).median());
  }
}
