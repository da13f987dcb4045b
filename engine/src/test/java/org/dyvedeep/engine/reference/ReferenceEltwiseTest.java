package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.op.Eltwise;
import org.dyvedeep.engine.op.Eltwise.Kind;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ReferenceEltwiseTest {
  @Property(tries = 400)
  void agreesWithItsDefinition(@ForAll long seed) {
    OperatorCheck.agreesAsSum(
        Eltwise.class,
        seed,
        5e-7,
        (eltwise, inputs, weights) ->
            List.of(
                NaiveTensor.generate(inputs.get(0).shape(), at -> combine(eltwise, inputs, at))));
  }

  private static double combine(Eltwise eltwise, List<NaiveTensor> inputs, int[] at) {
    double product = 1;
    double sum = 0;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < inputs.size(); i++) {
      double value = inputs.get(i).at(at);
      product *= value;
      sum += value * (eltwise.coefficients().isEmpty() ? 1 : eltwise.coefficients().get(i));
      max = Math.max(max, value);
    }
    return switch (eltwise.kind()) {
      case PROD -> product;
      case SUM -> sum;
      case MAX -> max;
    };
  }

  @Test
  void knownValues() {
    List<float[]> two = List.of(new float[] {1, -2}, new float[] {3, 4});
    assertArrayEquals(new float[] {3, -8}, run(Kind.PROD, List.of(), two));
    assertArrayEquals(new float[] {4, 2}, run(Kind.SUM, List.of(), two));
    assertArrayEquals(new float[] {-1, -8}, run(Kind.SUM, List.of(2f, -1f), two));
    assertArrayEquals(new float[] {3, 4}, run(Kind.MAX, List.of(9f, -9f), two));
  }

  @Test
  void theMaximumComparesAsCaffeDoes() {
    float nan = Float.NaN;
    float[] with = {nan, 1, 1};
    float[] without = {1, nan, 1};
    assertArrayEquals(new float[] {1, nan, 1}, run(Kind.MAX, List.of(), List.of(with, without)));
    assertArrayEquals(
        new float[] {1, nan, 1}, run(Kind.MAX, List.of(), List.of(with, without, with)));
  }

  @Test
  void anInputMayComeTwiceAndBeOverwritten() {
    Eltwise sum = new Eltwise(Kind.SUM, List.of());
    Tensor x = Tensor.of(Shape.of(2), 1, 2);
    Tensor y = Tensor.of(Shape.of(2), 10, 20);
    ReferenceOperators.of(sum).run(sum, new Tensor[] {x, y, x}, new float[0][], new Tensor[] {x});
    assertArrayEquals(new float[] {12, 24}, x.toArray());
  }

  private static float[] run(Kind kind, List<Float> coefficients, List<float[]> inputs) {
    Shape shape = Shape.of(inputs.get(0).length);
    return OperatorCheck.run(
            new Eltwise(kind, coefficients),
            Collections.nCopies(inputs.size(), shape),
            inputs,
            List.of())
        .get(0);
  }
}
