package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.op.BatchNorm;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class ReferenceBatchNormTest {
  @Property(tries = 400)
  void agreesWithItsDefinition(@ForAll long seed) {
    OperatorCheck.agreesAsSum(BatchNorm.class, seed, 5e-6, ReferenceBatchNormTest::define);
  }

  private static List<NaiveTensor> define(
      BatchNorm operation, List<NaiveTensor> inputs, List<NaiveTensor> weights) {
    NaiveTensor x = inputs.get(0);
    return List.of(
        NaiveTensor.generate(
            x.shape(),
            at -> {
              int channel = at.length == 1 ? 0 : at[1];
              double[] statistics =
                  operation.globalStats() ? stored(weights, channel) : ofBatch(x, channel);
              return (x.at(at) - statistics[0]) / Math.sqrt(statistics[1] + operation.eps());
            }));
  }

  private static double[] stored(List<NaiveTensor> weights, int channel) {
    double factor = weights.get(2).at(0);
    double inverse = factor == 0 ? 0 : 1 / factor;
    return new double[] {
      weights.get(0).at(channel) * inverse, weights.get(1).at(channel) * inverse
    };
  }

  private static double[] ofBatch(NaiveTensor x, int channel) {
    List<Double> seen = channel(x, channel);
    double mean = seen.stream().mapToDouble(v -> v).average().orElseThrow();
    double variance = seen.stream().mapToDouble(v -> Math.pow(v - mean, 2)).average().orElseThrow();
    return new double[] {mean, variance};
  }

  private static List<Double> channel(NaiveTensor x, int channel) {
    List<Double> seen = new ArrayList<>();
    for (int i = 0; i < x.shape().size(); i++) {
      int[] at = NaiveTensor.index(x.shape(), i);
      if (at.length == 1 || at[1] == channel) {
        seen.add(x.at(at));
      }
    }
    return seen;
  }

  private static final Shape TWO_CHANNELS = Shape.of(1, 2, 1, 2);
  private static final float[] X = {1, 5, -3, 7};

  @Test
  void storedStatisticsAreDividedByTheFactor() {
    float[] y =
        OperatorCheck.run(
            new BatchNorm(0, true),
            TWO_CHANNELS,
            X,
            new float[] {2, 4},
            new float[] {8, 32},
            new float[] {2});
    assertArrayEquals(new float[] {0, 2, -1.25f, 1.25f}, y);
  }

  @Test
  void aFactorOfZeroForgetsTheStatistics() {
    float[] y =
        OperatorCheck.run(
            new BatchNorm(4, true),
            TWO_CHANNELS,
            X,
            new float[] {2, 4},
            new float[] {8, 32},
            new float[] {0});
    assertArrayEquals(new float[] {0.5f, 2.5f, -1.5f, 3.5f}, y);
  }

  @Test
  void statisticsOfTheBatch() {
    float[] y =
        OperatorCheck.run(
            new BatchNorm(0, false), TWO_CHANNELS, X, new float[2], new float[2], new float[1]);
    assertArrayEquals(new float[] {-1, 1, -1, 1}, y);
  }
}
