package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.op.Embed;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceEmbedTest {
  @Property(tries = 200)
  void agreesWithItsDefinition(@ForAll long seed) {
    OperatorCheck.agrees(
        Embed.class,
        seed,
        2e-7,
        (embed, inputs, weights) -> {
          NaiveTensor x = inputs.get(0);
          int rank = x.shape().rank();
          int[] dims = Arrays.copyOf(x.shape().dims(), rank + 1);
          dims[rank] = embed.outputs();
          return List.of(
              NaiveTensor.generate(
                  Shape.of(dims),
                  at -> {
                    int row = (int) x.at(Arrays.copyOf(at, rank));
                    double bias = embed.bias() ? weights.get(1).at(at[rank]) : 0;
                    return weights.get(0).at(row, at[rank]) + bias;
                  }));
        });
  }

  private static final float[] TABLE = {1, 2, 3, 4, 5, 6};

  @Test
  void looksRowsUp() {
    assertArrayEquals(
        new float[] {5, 6, 1, 2},
        OperatorCheck.run(new Embed(3, 2, false), Shape.of(2), new float[] {2, 0}, TABLE));
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 3, 0.5f, Float.NaN, Float.POSITIVE_INFINITY, 1e20f})
  void refusesWhatIsNoRow(float element) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                OperatorCheck.run(
                    new Embed(3, 2, false), Shape.of(2), new float[] {0, element}, TABLE));
    assertEquals(
        "element 1 of an Embed's input is " + element + ", not a row number below 3",
        refusal.getMessage());
  }
}
