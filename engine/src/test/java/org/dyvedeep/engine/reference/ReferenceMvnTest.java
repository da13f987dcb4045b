package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.op.Mvn;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class ReferenceMvnTest {
  @Property(tries = 300)
  void agreesWithItsDefinition(@ForAll long seed) {
    OperatorCheck.agreesAsSum(Mvn.class, seed, 3e-6, ReferenceMvnTest::define);
  }

  private static List<NaiveTensor> define(
      Mvn mvn, List<NaiveTensor> inputs, List<NaiveTensor> weights) {
    NaiveTensor x = inputs.get(0);
    int rank = x.shape().rank();
    int[] dims = {1, 1, 1, 1};
    System.arraycopy(x.shape().dims(), 0, dims, 0, rank);
    return List.of(
        NaiveTensor.generate(
            Shape.of(dims),
            at -> {
              int[] here = java.util.Arrays.copyOf(at, rank);
              List<Double> seen = new ArrayList<>();
              for (int i = 0; i < x.shape().size(); i++) {
                int[] other = NaiveTensor.index(x.shape(), i);
                boolean channel = mvn.acrossChannels() || rank < 2 || other[1] == here[1];
                if (other[0] == here[0] && channel) {
                  seen.add(x.at(other));
                }
              }
              double mean = seen.stream().mapToDouble(v -> v).average().orElseThrow();
              double variance =
                  seen.stream().mapToDouble(v -> Math.pow(v - mean, 2)).average().orElseThrow();
              double distance = x.at(here) - mean;
              return mvn.normalizeVariance()
                  ? distance / (Math.sqrt(variance) + mvn.eps())
                  : distance;
            }));
  }

  @Test
  void epsIsAddedToTheDeviation() {
    Shape shape = Shape.of(1, 2, 1, 2);
    float[] x = {1, 3, 10, 20};
    assertArrayEquals(
        new float[] {-0.5f, 0.5f, -5f / 6, 5f / 6},
        OperatorCheck.run(new Mvn(true, false, 1), shape, x),
        1e-7f);
    assertArrayEquals(
        new float[] {-7.5f, -5.5f, 1.5f, 11.5f},
        OperatorCheck.run(new Mvn(false, true, 1), shape, x));
  }
}
