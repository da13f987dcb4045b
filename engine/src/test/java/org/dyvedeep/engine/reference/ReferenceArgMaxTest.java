package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.op.ArgMax;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class ReferenceArgMaxTest {
  @Property(tries = 400)
  void agreesWithSorting(@ForAll long seed) {
    OperatorCheck.agrees(ArgMax.class, seed, 0, ReferenceArgMaxTest::define);
  }

  private static List<NaiveTensor> define(
      ArgMax argMax, List<NaiveTensor> inputs, List<NaiveTensor> weights) {
    NaiveTensor x = inputs.get(0);
    Shape shape = x.shape();
    if (argMax.axis() != null) {
      int axis = shape.canonicalAxis(argMax.axis());
      return List.of(
          NaiveTensor.generate(
              shape.with(axis, argMax.topK()),
              at -> {
                double[] row = new double[shape.dim(axis)];
                for (int i = 0; i < row.length; i++) {
                  int[] in = at.clone();
                  in[axis] = i;
                  row[i] = x.at(in);
                }
                int position = sorted(row)[at[axis]];
                return argMax.outMaxVal() ? row[position] : position;
              }));
    }
    int[] dims = new int[Math.max(3, shape.rank())];
    Arrays.fill(dims, 1);
    dims[0] = shape.dim(0);
    dims[1] = argMax.outMaxVal() ? 2 : 1;
    dims[2] = argMax.topK();
    int perItem = shape.size() / shape.dim(0);
    return List.of(
        NaiveTensor.generate(
            Shape.of(dims),
            at -> {
              double[] row = Arrays.copyOfRange(x.values(), at[0] * perItem, (at[0] + 1) * perItem);
              int position = sorted(row)[at[2]];
              return at[1] == 1 ? row[position] : position;
            }));
  }

  /** Positions by falling value, and for equal values by falling position. */
  private static int[] sorted(double[] row) {
    return IntStream.range(0, row.length)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(i -> row[i])
                .thenComparing(Comparator.naturalOrder())
                .reversed())
        .mapToInt(i -> i)
        .toArray();
  }

  @Test
  void ofEqualsTheLastComesFirst() {
    ArgMax two = new ArgMax(true, 2, null);
    float[] y = OperatorCheck.run(two, Shape.of(1, 4), new float[] {5, 1, 5, 2});
    assertArrayEquals(new float[] {2, 0, 5, 5}, y);
  }

  @Test
  void notANumberComesLast() {
    float nan = Float.NaN;
    ArgMax three = new ArgMax(false, 3, 0);
    float[] y = OperatorCheck.run(three, Shape.of(3), new float[] {nan, -1, nan});
    assertArrayEquals(new float[] {1, 2, 0}, y);
  }
}
