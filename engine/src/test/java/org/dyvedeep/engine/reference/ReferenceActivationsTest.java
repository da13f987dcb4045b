package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dyvedeep.engine.op.AbsVal;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Bnll;
import org.dyvedeep.engine.op.Clip;
import org.dyvedeep.engine.op.Elu;
import org.dyvedeep.engine.op.Exp;
import org.dyvedeep.engine.op.Log;
import org.dyvedeep.engine.op.Power;
import org.dyvedeep.engine.op.RandomOperations;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Swish;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.op.Threshold;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class ReferenceActivationsTest {
  private static final float NAN = Float.NaN;
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  @Provide
  Arbitrary<Class<? extends Activation>> kinds() {
    List<Class<? extends Activation>> kinds = new java.util.ArrayList<>();
    for (Class<?> type : RandomOperations.types()) {
      if (Activation.class.isAssignableFrom(type)) {
        kinds.add(type.asSubclass(Activation.class));
      }
    }
    assertEquals(Activation.class.getPermittedSubclasses().length, kinds.size());
    return Arbitraries.of(kinds);
  }

  @Property(tries = 500)
  void agreesWithTheTextbook(@ForAll("kinds") Class<? extends Activation> kind, @ForAll long seed) {
    OperatorCheck.agrees(
        kind,
        seed,
        2e-7,
        (activation, inputs, weights) ->
            List.of(
                NaiveTensor.generate(
                    inputs.get(0).shape(),
                    index -> NaiveActivations.apply(activation, inputs.get(0).at(index)))));
  }

  @Test
  void knownValues() {
    expect(new Relu(0), new float[] {-2, 0, 3}, 0, 0, 3);
    expect(new Relu(0.5f), new float[] {-2, 0, 3}, -1, 0, 3);
    expect(new Elu(2), new float[] {-1, 0, 3}, -1.2642411f, 0, 3);
    expect(new Sigmoid(), new float[] {0, 2, -200}, 0.5f, 0.8807971f, 0);
    expect(new Tanh(), new float[] {0, 1, -100}, 0, 0.7615942f, -1);
    expect(new AbsVal(), new float[] {-2, 3}, 2, 3);
    expect(new Exp(-1, 1, 0), new float[] {0, 1}, 1, 2.7182817f);
    expect(new Exp(2, 3, 1), new float[] {0, 1}, 2, 16);
    expect(new Exp(-1, 0, 1), new float[] {7}, 2.7182817f);
    expect(new Log(-1, 1, 0), new float[] {1, 0, -1}, 0, -INFINITY, NAN);
    expect(new Log(10, 2, 98), new float[] {1}, 2);
    expect(new Bnll(), new float[] {0, 1000, -1000}, 0.6931472f, 1000, 0);
    expect(new Threshold(1), new float[] {1, 1.5f, NAN}, 0, 1, 0);
    expect(new Clip(-1, 2), new float[] {-3, 0.5f, 9}, -1, 0.5f, 2);
    expect(new Swish(1), new float[] {0, 2}, 0, 1.7615942f);
  }

  @Test
  void powerDoesNotReadItsInputWhereScaleOrPowerIsZero() {
    expect(new Power(0, 1, 0), new float[] {0, NAN, INFINITY}, 1, 1, 1);
    expect(new Power(3, 0, 2), new float[] {0, NAN, INFINITY}, 8, 8, 8);
    expect(new Power(2, -1, 1), new float[] {3, NAN}, 4, NAN);
    expect(new Power(0.5f, 1, 0), new float[] {4, -4}, 2, NAN);
    expect(new Power(-1, 1, 0), new float[] {4, 0}, 0.25f, INFINITY);
  }

  @Test
  void numbersThatAreNoneFollowCaffesComparisons() {
    expect(new Relu(0), new float[] {NAN, INFINITY, -INFINITY}, NAN, INFINITY, NAN);
    expect(new Relu(0.5f), new float[] {NAN, INFINITY, -INFINITY}, NAN, INFINITY, -INFINITY);
    expect(new Clip(-1, 2), new float[] {NAN, INFINITY, -INFINITY}, -1, 2, -1);
    expect(new Bnll(), new float[] {NAN, INFINITY, -INFINITY}, NAN, INFINITY, 0);
    expect(new Sigmoid(), new float[] {NAN, INFINITY, -INFINITY}, NAN, 1, 0);
  }

  private static void expect(Activation activation, float[] x, float... y) {
    assertArrayEquals(
        y, OperatorCheck.run(activation, Shape.of(x.length), x), 2e-7f, activation.toString());
  }
}
