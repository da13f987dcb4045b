package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 13, 16, 33, 207})
  void equalTheDefinition(int count) {
    float[] a = Check.random(count + 2, 1);
    float[] b = Check.random(count + 1, 2);
    for (Kernels kernels : Check.KERNELS) {
      float[] y = new float[count + 3];
      kernels.sum(a, 2, 0.5f, b, 1, -2, y, 3, count);
      check(a, b, y, count, (u, v) -> 0.5 * u - 2 * v);
      kernels.max(a, 2, b, 1, y, 3, count);
      check(a, b, y, count, Math::max);
      kernels.product(a, 2, b, 1, y, 3, count);
      check(a, b, y, count, (u, v) -> u * v);
      kernels.relu(a, 2, 0.1f, y, 3, count);
      check(a, b, y, count, (u, v) -> u < 0 ? 0.1f * u : u);
      System.arraycopy(a, 2, y, 3, count);
      kernels.max(y, 3, b, 1, y, 3, count);
      check(a, b, y, count, Math::max);
    }
  }

  private static void check(
      float[] a, float[] b, float[] y, int count, DoubleBinaryOperator operator) {
    for (int i = 0; i < count; i++) {
      assertEquals(operator.applyAsDouble(a[2 + i], b[1 + i]), y[3 + i], 1e-6);
    }
    assertEquals(0, y[0] + y[1] + y[2], "floats before the output are left alone");
  }

  @Test
  void reluOfNegativesIsPositiveZero() {
    for (Kernels kernels : Check.KERNELS) {
      float[] y = new float[17];
      java.util.Arrays.fill(y, -1);
      kernels.relu(y, 0, 0, y, 0, 17);
      for (float value : y) {
        assertEquals(0f, value);
        assertEquals(0, Float.floatToRawIntBits(value));
      }
    }
  }

  @Test
  void softmaxSumsToOneAtEachPosition() {
    float[] x = {1, 1000, 2, 1000, 3, 1000};
    float[] y = new float[6];
    Softmax.run(x, 0, y, 0, 3, 2);
    double sum = Math.exp(-2) + Math.exp(-1) + 1;
    assertEquals(Math.exp(-2) / sum, y[0], 1e-6);
    assertEquals(1 / sum, y[4], 1e-6);
    assertEquals(1 / 3.0, y[5], 1e-6);
  }
}
