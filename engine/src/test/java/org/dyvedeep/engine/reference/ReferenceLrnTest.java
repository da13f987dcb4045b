package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.op.Lrn;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class ReferenceLrnTest {
  @Property(tries = 500)
  void agreesWithItsDefinition(@ForAll long seed) {
    OperatorCheck.agrees(
        Lrn.class,
        seed,
        1e-6,
        (lrn, inputs, weights) -> {
          NaiveTensor x = inputs.get(0);
          return List.of(
              NaiveTensor.generate(
                  x.shape(), at -> x.at(at) * Math.pow(scale(lrn, x, at), -lrn.beta())));
        });
  }

  private static double scale(Lrn lrn, NaiveTensor x, int[] at) {
    boolean across = lrn.region() == Lrn.Region.ACROSS_CHANNELS;
    int reach = (lrn.localSize() - 1) / 2;
    double sum = 0;
    for (int i = -reach; i <= reach; i++) {
      if (across) {
        sum += square(x.orZero(at[0], at[1] + i, at[2], at[3]));
      }
      for (int j = -reach; !across && j <= reach; j++) {
        sum += square(x.orZero(at[0], at[1], at[2] + i, at[3] + j));
      }
    }
    return across
        ? lrn.k() + (double) lrn.alpha() / lrn.localSize() * sum
        : 1 + lrn.alpha() * sum / square(lrn.localSize());
  }

  private static double square(double x) {
    return x * x;
  }

  @Test
  void acrossChannels() {
    Lrn lrn = new Lrn(Lrn.Region.ACROSS_CHANNELS, 3, 3, 1, 2);
    float[] y = OperatorCheck.run(lrn, Shape.of(1, 3, 1, 1), new float[] {1, 2, 3});
    assertArrayEquals(new float[] {1f / 7, 2f / 16, 3f / 15}, y, 1e-7f);
  }

  @Test
  void withinAChannelDividesByTheWholeWindowAndIgnoresK() {
    Lrn lrn = new Lrn(Lrn.Region.WITHIN_CHANNEL, 3, 9, 0.5f, 100);
    float[] y = OperatorCheck.run(lrn, Shape.of(1, 1, 1, 3), new float[] {1, 1, 1});
    float corner = (float) (1 / Math.sqrt(3));
    assertArrayEquals(new float[] {corner, 0.5f, corner}, y, 1e-7f);
  }

  @Test
  void aWindowMayBeLargerThanAllThereIs() {
    Lrn across = new Lrn(Lrn.Region.ACROSS_CHANNELS, Integer.MAX_VALUE, 1, 0.75f, 1);
    assertArrayEquals(
        new float[] {3}, OperatorCheck.run(across, Shape.of(1, 1, 1, 1), new float[] {3}), 1e-6f);
  }
}
