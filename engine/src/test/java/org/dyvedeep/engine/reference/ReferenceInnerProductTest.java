package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class ReferenceInnerProductTest {
  @Property(tries = 500)
  void agreesWithItsDefinition(@ForAll long seed) {
    OperatorCheck.agrees(
        InnerProduct.class,
        seed,
        1e-6,
        (operation, inputs, weights) -> {
          NaiveTensor x = inputs.get(0);
          int axis = x.shape().canonicalAxis(operation.axis());
          int[] dims = Arrays.copyOf(x.shape().dims(), axis + 1);
          dims[axis] = operation.outputs();
          int[] tail = Arrays.copyOfRange(x.shape().dims(), axis, x.shape().rank());
          int k = Arrays.stream(tail).reduce(1, (a, b) -> a * b);
          return List.of(
              NaiveTensor.generate(
                  Shape.of(dims),
                  out -> {
                    int o = out[axis];
                    double sum = operation.bias() ? weights.get(1).at(o) : 0;
                    for (int i = 0; i < k; i++) {
                      int[] in = Arrays.copyOf(out, x.shape().rank());
                      System.arraycopy(
                          NaiveTensor.index(Shape.of(tail), i), 0, in, axis, tail.length);
                      NaiveTensor w = weights.get(0);
                      sum += x.at(in) * (operation.transpose() ? w.at(i, o) : w.at(o, i));
                    }
                    return NaiveActivations.apply(operation.activation(), sum);
                  }));
        });
  }

  @Test
  void storedEitherWay() {
    float[] x = {1, 2, 3};
    float[] rows = {1, 0, 2, 0, 1, -1};
    float[] bias = {10, 20};
    assertArrayEquals(
        new float[] {17, 19},
        OperatorCheck.run(InnerProduct.of(2, true), Shape.of(1, 3), x, rows, bias));
    InnerProduct transposed = new InnerProduct(2, 1, true, true, new Identity());
    float[] columns = {1, 0, 0, 1, 2, -1};
    assertArrayEquals(
        new float[] {17, 19}, OperatorCheck.run(transposed, Shape.of(1, 3), x, columns, bias));
  }
}
