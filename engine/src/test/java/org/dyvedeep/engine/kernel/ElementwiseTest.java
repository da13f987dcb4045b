package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.dyvedeep.engine.kernel.ElementFunction.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
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
      kernels.apply(new ElementFunction(Kind.RECTIFIER, 0, 0), y, 0, y, 0, 17);
      for (float value : y) {
        assertEquals(0f, value);
        assertEquals(0, Float.floatToRawIntBits(value));
      }
    }
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        function(Kind.RECTIFIER, 0.1f, 0, x -> x < 0 ? 0.1f * x : x),
        function(Kind.SIGMOID, 0, 0, x -> 1 / (1 + Math.exp(-x))),
        function(Kind.TANH, 0, 0, Math::tanh),
        function(Kind.ELU, 0.7f, 0, x -> x > 0 ? x : 0.7f * Math.expm1(x)),
        function(Kind.SWISH, 1.5f, 0, x -> x / (1 + Math.exp(-1.5 * x))),
        function(Kind.CLIP, -0.5f, 6, x -> Math.max(-0.5, Math.min(6, x))),
        function(Kind.MAGNITUDE, 0, 0, Math::abs),
        function(Kind.LINE, -2, 0.25f, x -> -2 * x + 0.25));
  }

  private static Arguments function(Kind kind, float a, float b, DoubleUnaryOperator definition) {
    return Arguments.of(new ElementFunction(kind, a, b), definition);
  }

  /** Relative to each value: near zero, where a difference of exponentials would cancel, too. */
  @ParameterizedTest
  @MethodSource("functions")
  void functionsEqualTheirDefinitions(ElementFunction function, DoubleUnaryOperator definition) {
    float[] x = arguments();
    for (Kernels kernels : Check.KERNELS) {
      float[] y = new float[x.length + 1];
      kernels.apply(function, x, 0, y, 1, x.length);
      for (int i = 0; i < x.length; i++) {
        double expected = definition.applyAsDouble(x[i]);
        // Rounding an exponent's argument matters the more the greater it is.
        double limit = (4e-7 + 1e-7 * Math.min(88, Math.abs(x[i]))) * Math.abs(expected) + 1e-35;
        assertEquals(expected, y[1 + i], limit, kernels.description() + " of " + x[i]);
      }
      kernels.apply(function, y, 1, y, 1, 16);
      for (int i = 0; i < 16; i++) {
        float once = function.of(x[i]);
        assertEquals(function.of(once), y[1 + i], 1e-6 * Math.max(1, Math.abs(once)), "in place");
      }
    }
  }

  /** Every magnitude of both signs, an odd number of them. */
  private static float[] arguments() {
    float[] x = new float[2 * 600 + 1];
    for (int i = 0; i < 600; i++) {
      x[2 * i] = (float) Math.pow(10, i / 50.0 - 10.1);
      x[2 * i + 1] = -x[2 * i];
    }
    return x;
  }

  @ParameterizedTest
  @EnumSource(names = {"SIGMOID", "TANH", "ELU", "SWISH", "RECTIFIER", "MAGNITUDE", "LINE"})
  void saturateAndKeepNaN(Kind kind) {
    float[] x = new float[48];
    java.util.Arrays.fill(x, 0, 16, Float.NaN);
    java.util.Arrays.fill(x, 16, 32, 200);
    java.util.Arrays.fill(x, 32, 48, -200);
    ElementFunction function = new ElementFunction(kind, 1, 0);
    for (Kernels kernels : Check.KERNELS) {
      float[] y = new float[48];
      kernels.apply(function, x, 0, y, 0, 48);
      assertTrue(Float.isNaN(y[0]) && Float.isNaN(y[15]));
      assertEquals(function.of(200), y[16], 1e-30);
      assertEquals(function.of(-200), y[47], 1e-30);
    }
  }

  /** Results must not change in any bit while a program warms up. */
  @ParameterizedTest
  @EnumSource(names = {"SIGMOID", "TANH", "ELU", "SWISH"})
  void compiledCodeGivesTheSameBits(Kind kind) {
    ElementFunction function = new ElementFunction(kind, 1, 0);
    float[] x = Check.random(4099, 1);
    for (Kernels kernels : Check.KERNELS) {
      float[] first = new float[x.length];
      float[] later = new float[x.length];
      kernels.apply(function, x, 0, first, 0, x.length);
      for (int i = 0; i < 300; i++) {
        kernels.apply(function, x, 0, later, 0, x.length);
      }
      assertArrayEquals(first, later);
    }
  }

  @Test
  void channelsHaveNumbersOfTheirOwn() {
    float[] x = Check.random(1 + 5 * 16, 1);
    float[] table = Check.random(2 + 48, 2);
    for (Kernels kernels : Check.KERNELS) {
      float[] y = new float[80];
      kernels.scaleChannels(x, 1, table, 2, y, 0, 80);
      float[] z = x.clone();
      kernels.rectifyChannels(z, 1, table, 2, z, 1, 80);
      for (int i = 0; i < 80; i++) {
        int lane = 2 + i % 16;
        double value = x[1 + i];
        assertEquals((value - table[lane]) * table[lane + 16] + table[lane + 32], y[i], 1e-6);
        assertEquals(value < 0 ? value * table[lane] : value, z[1 + i], 1e-6);
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
