package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.op.Bias;
import org.dyvedeep.engine.op.PRelu;
import org.dyvedeep.engine.op.Scale;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The operations that spread a small operand over a large one: Scale, Bias and PReLU. */
class BroadcastOperatorsTest {
  @Property(tries = 400)
  void scale(@ForAll long seed) {
    OperatorCheck.agreesAsSum(
        Scale.class,
        seed,
        2e-7,
        (scale, inputs, weights) -> {
          NaiveTensor x = inputs.get(0);
          NaiveTensor factor = inputs.size() == 2 ? inputs.get(1) : weights.get(0);
          return List.of(
              NaiveTensor.generate(
                  x.shape(),
                  at -> {
                    int[] part = part(x, at, scale.axis(), factor);
                    double bias = scale.bias() ? weights.get(weights.size() - 1).at(part) : 0;
                    return x.at(at) * factor.at(part) + bias;
                  }));
        });
  }

  @Property(tries = 400)
  void bias(@ForAll long seed) {
    OperatorCheck.agreesAsSum(
        Bias.class,
        seed,
        2e-7,
        (bias, inputs, weights) -> {
          NaiveTensor x = inputs.get(0);
          NaiveTensor term = inputs.size() == 2 ? inputs.get(1) : weights.get(0);
          return List.of(
              NaiveTensor.generate(
                  x.shape(), at -> x.at(at) + term.at(part(x, at, bias.axis(), term))));
        });
  }

  /** The index into the operand: the operand's axes begin at one of the input's. */
  private static int[] part(NaiveTensor x, int[] at, int axis, NaiveTensor operand) {
    int first = x.shape().canonicalAxis(axis);
    return Arrays.copyOfRange(at, first, first + operand.shape().rank());
  }

  @Property(tries = 200)
  void preLu(@ForAll long seed) {
    OperatorCheck.agrees(
        PRelu.class,
        seed,
        2e-7,
        (preLu, inputs, weights) -> {
          NaiveTensor x = inputs.get(0);
          NaiveTensor slope = weights.get(0);
          return List.of(
              NaiveTensor.generate(
                  x.shape(),
                  at -> {
                    double factor = preLu.channelShared() ? slope.at() : slope.at(at[1]);
                    return x.at(at) >= 0 ? x.at(at) : factor * x.at(at);
                  }));
        });
  }

  @Test
  void oneFactorAChannel() {
    float[] y =
        OperatorCheck.run(
            new Scale(1, 1, true),
            Shape.of(1, 2, 2),
            new float[] {1, 2, 3, 4},
            new float[] {10, 100},
            new float[] {1, -1});
    assertArrayEquals(new float[] {11, 21, 299, 399}, y);
  }

  @Test
  void aSecondInputThatIsTheFirst() {
    Shape shape = Shape.of(2, 2);
    float[] x = {1, 2, 3, 4};
    float[] y =
        OperatorCheck.run(new Scale(0, 1, false), List.of(shape, shape), List.of(x, x), List.of())
            .get(0);
    assertArrayEquals(new float[] {1, 4, 9, 16}, y);
  }

  @Test
  void slopesOfChannels() {
    float[] y =
        OperatorCheck.run(
            new PRelu(false), Shape.of(1, 2, 2), new float[] {-1, 2, -3, 4}, new float[] {0.5f, 2});
    assertArrayEquals(new float[] {-0.5f, 2, -6, 4}, y);
  }
}
