package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullyConnectedTest {
  @Property(tries = 100)
  void equalsTheDefinition(
      @ForAll @IntRange(min = 1, max = 23) int outputs,
      @ForAll @IntRange(min = 1, max = 207) int inputs,
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll boolean relu,
      @ForAll boolean hasBias) {
    float[] weights = Check.random(outputs * inputs, 1);
    float[] bias = hasBias ? Check.random(outputs, 2) : null;
    float[] x = Check.random(3 + batch * inputs, 3);
    double[] expected = expected(weights, bias, x, outputs, inputs, batch, relu);
    for (Kernels kernels : Check.KERNELS) {
      FullyConnected layer = new FullyConnected(kernels, outputs, inputs, weights, bias, relu);
      float[] y = new float[expected.length];
      layer.run(x, 3, y, 0, batch);
      Check.close(kernels.description(), expected, y, Math.sqrt(inputs), 1e-5);
      float[] parts = new float[expected.length];
      int half = outputs / 2;
      layer.run(x, 3, parts, 0, batch, half, outputs);
      layer.run(x, 3, parts, 0, batch, 0, half);
      assertArrayEquals(y, parts, "ranges of outputs give the same bits");
    }
  }

  /** Larger than a cache: such layers are read in more streams. Rows of whole lines, and others. */
  @ParameterizedTest
  @CsvSource({"2051,4112", "2101,4001"})
  void largeLayersEqualTheDefinition(int outputs, int inputs) {
    float[] weights = Check.random(outputs * inputs, 1);
    float[] x = Check.random(3 + inputs, 3);
    double[] expected = expected(weights, null, x, outputs, inputs, 1, false);
    for (Kernels kernels : Check.KERNELS) {
      FullyConnected layer = new FullyConnected(kernels, outputs, inputs, weights, null, false);
      float[] y = new float[outputs];
      layer.run(x, 3, y, 0, 1);
      Check.close(kernels.description(), expected, y, Math.sqrt(inputs), 1e-5);
      float[] parts = new float[outputs];
      layer.run(x, 3, parts, 0, 1, 0, 1024);
      layer.run(x, 3, parts, 0, 1, 1024, outputs);
      assertArrayEquals(y, parts, "ranges of outputs give the same bits");
    }
  }

  private static double[] expected(
      float[] weights, float[] bias, float[] x, int outputs, int inputs, int batch, boolean relu) {
    double[] expected = new double[batch * outputs];
    for (int i = 0; i < batch; i++) {
      for (int o = 0; o < outputs; o++) {
        double sum = bias == null ? 0 : bias[o];
        for (int k = 0; k < inputs; k++) {
          sum += (double) weights[o * inputs + k] * x[3 + i * inputs + k];
        }
        expected[i * outputs + o] = relu ? Math.max(0, sum) : sum;
      }
    }
    return expected;
  }

  @Property(tries = 100)
  void batchesEqualTheDefinition(
      @ForAll @IntRange(min = 1, max = 50) int outputs,
      @ForAll @IntRange(min = 1, max = 107) int inputs,
      @ForAll @IntRange(min = 1, max = 70) int batch,
      @ForAll boolean relu,
      @ForAll boolean hasBias) {
    float[] weights = Check.random(outputs * inputs, 1);
    float[] bias = hasBias ? Check.random(outputs, 2) : null;
    float[] x = Check.random(3 + batch * inputs, 3);
    double[] expected = expected(weights, bias, x, outputs, inputs, batch, relu);
    for (Kernels kernels : Check.KERNELS) {
      BatchedFullyConnected layer =
          new BatchedFullyConnected(kernels, outputs, inputs, batch, weights, bias, relu);
      // Whatever another layer left in the scratch must not matter.
      float[] packed = new float[1 + layer.packedFloats()];
      float[] scratch = new float[2 + layer.scratchFloats()];
      java.util.Arrays.fill(packed, Float.NaN);
      java.util.Arrays.fill(scratch, Float.NaN);
      BatchedFullyConnected.Bound bound = layer.bind(packed, 1);
      bound.pack(x, 3, inputs / 2, inputs);
      bound.pack(x, 3, 0, inputs / 2);
      float[] y = new float[expected.length];
      int half = layer.panels() / 2;
      bound.run(y, 0, half, layer.panels(), scratch, 2);
      bound.run(y, 0, 0, half, scratch, 2);
      Check.close(kernels.description(), expected, y, Math.sqrt(inputs), 1e-5);
    }
  }

  @Test
  void wrongLengthsAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new FullyConnected(KernelLookup.best(), 2, 3, new float[5], null, false));
    assertThrows(
        IllegalArgumentException.class,
        () -> new FullyConnected(KernelLookup.best(), 2, 3, new float[6], new float[3], false));
  }
}
