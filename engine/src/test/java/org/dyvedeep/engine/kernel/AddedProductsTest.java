package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AddedProductsTest {
  /** Bit by bit: what is counted must not depend on which kernels there are. */
  @Property(tries = 200)
  void equalTheDefinition(
      @ForAll @IntRange(min = 1, max = 80) int lanes,
      @ForAll @IntRange(min = 0, max = 9) int room,
      @ForAll @IntRange(min = 1, max = 40) int products,
      @ForAll long seed) {
    Random random = new Random(seed);
    int stride = lanes + room;
    double[] x = random.doubles((long) products * stride, -1, 1).toArray();
    float[] w = Check.random(3 + products, seed);
    int[] order = random.ints(products, 0, products).toArray();
    int from = random.nextInt(products);
    int to = from + random.nextInt(products - from + 1);
    double[] before = random.doubles(stride, -1, 1).toArray();
    double[] expected = before.clone();
    for (int i = 0; i < lanes; i++) {
      for (int t = from; t < to; t++) {
        expected[i] += x[order[t] * stride + i] * w[3 + order[t]];
      }
    }
    for (Kernels kernels : Check.KERNELS) {
      double[] sums = before.clone();
      kernels.addProducts(x, stride, lanes, w, 3, order, from, to, sums);
      assertArrayEquals(expected, sums, kernels.description() + Arrays.toString(order));
    }
  }
}
