package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.junit.jupiter.api.Test;

class SparseInputProductTest {
  @Property(tries = 100)
  void equalsTheDefinition(
      @ForAll @IntRange(min = 1, max = 70) int outputs,
      @ForAll @IntRange(min = 1, max = 99) int inputs,
      @ForAll @IntRange(min = 0, max = 10) int tenthsZero,
      @ForAll boolean relu,
      @ForAll boolean hasBias) {
    float[] weights = Check.random(outputs * inputs, 1);
    float[] bias = hasBias ? Check.random(outputs, 2) : null;
    float[] x = Check.random(3 + inputs, 3);
    Random random = new Random(4);
    for (int k = 0; k < inputs; k++) {
      x[3 + k] = random.nextInt(10) < tenthsZero ? 0 : x[3 + k];
    }
    double[] expected = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      double sum = hasBias ? bias[o] : 0;
      for (int k = 0; k < inputs; k++) {
        sum += (double) weights[o * inputs + k] * x[3 + k];
      }
      expected[o] = relu ? Math.max(0, sum) : sum;
    }
    for (Kernels kernels : Check.KERNELS) {
      SparseInputProduct layer =
          new SparseInputProduct(kernels, outputs, inputs, weights, bias, relu);
      int[] rows = new int[inputs];
      float[] factors = new float[inputs];
      int count = layer.list(x, 3, rows, factors);
      float[] y = new float[outputs];
      layer.run(rows, factors, count, y, 0, 0, outputs);
      Check.close(kernels.description(), expected, y, Math.sqrt(inputs), 1e-5);
      float[] parts = new float[outputs];
      Arrays.fill(parts, Float.NaN);
      int third = outputs / 3;
      layer.run(rows, factors, count, parts, 0, third, outputs);
      layer.run(rows, factors, count, parts, 0, 0, third);
      Check.close(kernels.description() + ", in parts", expected, parts, Math.sqrt(inputs), 1e-5);
    }
  }

  @Test
  void zeroInputsAreNeverMultiplied() {
    float[] weights = {1, Float.NaN, 2, 3, Float.POSITIVE_INFINITY, 4};
    for (Kernels kernels : Check.KERNELS) {
      SparseInputProduct layer = new SparseInputProduct(kernels, 2, 3, weights, null, false);
      int[] rows = new int[3];
      float[] factors = new float[3];
      float[] y = new float[2];
      int count = layer.list(new float[] {1, -0f, 10}, 0, rows, factors);
      layer.run(rows, factors, count, y, 0, 0, 2);
      assertArrayEquals(new float[] {21, 43}, y);
    }
  }

  @Test
  void wrongLengthsAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SparseInputProduct(KernelLookup.best(), 2, 3, new float[5], null, false));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SparseInputProduct(KernelLookup.best(), 2, 3, new float[6], new float[3], false));
  }
}
