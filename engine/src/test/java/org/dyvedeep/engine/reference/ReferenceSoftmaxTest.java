package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.op.Softmax;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class ReferenceSoftmaxTest {
  @Property(tries = 300)
  void agreesWithItsDefinition(@ForAll long seed) {
    OperatorCheck.agrees(
        Softmax.class,
        seed,
        5e-7,
        (softmax, inputs, weights) -> {
          NaiveTensor x = inputs.get(0);
          int axis = x.shape().canonicalAxis(softmax.axis());
          return List.of(
              NaiveTensor.generate(
                  x.shape(),
                  at -> {
                    double sum = 0;
                    for (int i = 0; i < x.shape().dim(axis); i++) {
                      int[] other = at.clone();
                      other[axis] = i;
                      sum += Math.exp(x.at(other));
                    }
                    return Math.exp(x.at(at)) / sum;
                  }));
        });
  }

  @Test
  void doesNotOverflow() {
    float[] y = OperatorCheck.run(new Softmax(-1), Shape.of(1, 3), new float[] {1000, 1000, -1000});
    assertArrayEquals(new float[] {0.5f, 0.5f, 0}, y);
  }
}
