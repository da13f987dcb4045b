package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.op.Reduction;
import org.dyvedeep.engine.op.Reduction.Kind;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class ReferenceReductionTest {
  @Property(tries = 300)
  void agreesWithItsDefinition(@ForAll long seed) {
    OperatorCheck.agrees(
        Reduction.class,
        seed,
        1e-6,
        (reduction, inputs, weights) -> {
          NaiveTensor x = inputs.get(0);
          int axis = x.shape().canonicalAxis(reduction.axis());
          Shape kept = Shape.of(Arrays.copyOf(x.shape().dims(), axis));
          return List.of(NaiveTensor.generate(kept, at -> reduce(reduction, x, at)));
        });
  }

  private static double reduce(Reduction reduction, NaiveTensor x, int[] kept) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < x.shape().size(); i++) {
      int[] at = NaiveTensor.index(x.shape(), i);
      if (Arrays.equals(Arrays.copyOf(at, kept.length), kept)) {
        double value = x.at(at);
        count++;
        sum +=
            switch (reduction.kind()) {
              case SUM, MEAN -> value;
              case ASUM -> Math.abs(value);
              case SUMSQ -> value * value;
            };
      }
    }
    return reduction.coefficient() * (reduction.kind() == Kind.MEAN ? sum / count : sum);
  }

  @Test
  void knownValues() {
    Shape shape = Shape.of(2, 2);
    float[] x = {1, -2, 3, 4};
    assertArrayEquals(new float[] {6}, OperatorCheck.run(new Reduction(Kind.SUM, 0, 1), shape, x));
    assertArrayEquals(
        new float[] {3, 7}, OperatorCheck.run(new Reduction(Kind.ASUM, 1, 1), shape, x));
    assertArrayEquals(
        new float[] {10, 50}, OperatorCheck.run(new Reduction(Kind.SUMSQ, -1, 2), shape, x));
    assertArrayEquals(
        new float[] {-0.5f, 3.5f}, OperatorCheck.run(new Reduction(Kind.MEAN, 1, 1), shape, x));
  }
}
