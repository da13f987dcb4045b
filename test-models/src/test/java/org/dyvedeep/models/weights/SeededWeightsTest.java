package org.dyvedeep.models.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeededWeightsTest {
  private final SeededWeights weights = new SeededWeights(SeededWeights.DEFAULT_SEED);

  private float[] values(String layer, int blob, int fanIn, boolean last, int count) {
    float[] out = new float[count];
    weights.fill(layer, blob, fanIn, last, out);
    return out;
  }

  @Test
  void neverChange() {
    assertArrayEquals(
        new float[] {-0.059085175f, 0.1262487f, 0.068223745f}, values("conv1", 0, 363, false, 3));
    assertArrayEquals(
        new float[] {-8.7706005E-4f, -1.8874109E-4f, 2.2758341E-4f},
        values("fc8", 1, 4096, true, 3));
  }

  @Test
  void weightsAreHeUniform() {
    int fanIn = 363;
    float[] values = values("conv1", 0, fanIn, false, 1_000_000);
    double bound = Math.sqrt(6.0 / fanIn);
    double sum = 0;
    double squares = 0;
    double largest = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
      largest = Math.max(largest, Math.abs(value));
    }
    // Standard error of the mean is sqrt(2 / 363 / 1e6) = 7.4e-5.
    assertEquals(0, sum / values.length, 3e-4);
    assertEquals(2.0 / fanIn, squares / values.length, 0.01 * 2 / fanIn);
    assertTrue(largest <= bound && largest > 0.999 * bound, "largest " + largest);
  }

  @Test
  void neighboursAreUncorrelated() {
    float[] values = values("conv2", 0, 6, false, 1_000_000);
    for (int lag : new int[] {1, 2, 25, 1024}) {
      double sum = 0;
      for (int i = lag; i < values.length; i++) {
        sum += (double) values[i] * values[i - lag];
      }
      assertEquals(0, sum / values.length, 2e-3, "lag " + lag);
    }
  }

  @Test
  void biasesAreSmallAndTheLastLayerSmaller() {
    float[] biases = values("conv1", 1, 363, false, 10_000);
    float[] last = values("conv1", 1, 363, true, 10_000);
    float[] lastWeights = values("conv1", 0, 363, true, 10_000);
    float[] innerWeights = values("conv1", 0, 363, false, 10_000);
    assertEquals(SeededWeights.BIAS_BOUND, largest(biases), 1e-4);
    for (int i = 0; i < 10_000; i++) {
      assertEquals(biases[i] * 0.02f, last[i], 1e-9);
      assertEquals(innerWeights[i] * 0.02f, lastWeights[i], 1e-9);
    }
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @Test
  void layersBlobsAndSeedsDiffer() {
    float[] base = values("conv1", 0, 54, false, 8);
    assertArrayEquals(base, values("conv1", 0, 54, false, 8));
    assertFalse(Arrays.equals(base, values("conv2", 0, 54, false, 8)));
    float[] biases = values("conv1", 1, 54, false, 8);
    assertTrue(Math.abs(base[0] / Math.sqrt(6.0 / 54) - biases[0] / 0.05) > 1e-3);
    float[] otherSeed = new float[8];
    new SeededWeights(2).fill("conv1", 0, 54, false, otherSeed);
    assertFalse(Arrays.equals(base, otherSeed));
  }

  @Test
  void refusesWhatItCannotFill() {
    IllegalArgumentException fanIn =
        assertThrows(IllegalArgumentException.class, () -> values("ip1", 0, 0, false, 1));
    assertTrue(fanIn.getMessage().contains("ip1"), fanIn.getMessage());
    IllegalArgumentException blob =
        assertThrows(IllegalArgumentException.class, () -> values("bn", 2, 1, false, 1));
    assertTrue(blob.getMessage().contains("blob 2"), blob.getMessage());
  }
}
