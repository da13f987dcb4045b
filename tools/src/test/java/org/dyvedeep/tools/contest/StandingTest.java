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
    assertEquals(3, other.timesAsFastAs(caffe));
    assertEquals(1, caffe.timesAsFastAs(caffe));
    assertEquals(1 / 3.0, caffe.timesAsFastAs(other), 1e-12);
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
  void aDisturbedRoundDoesNotDecide() {
    Standing caffe = standing(new double[] {8}, new double[] {800}, new double[] {8});
    Standing other = standing(new double[] {4}, new double[] {4}, new double[] {4});
    assertEquals(2, other.timesAsFastAs(caffe));
  }
}
