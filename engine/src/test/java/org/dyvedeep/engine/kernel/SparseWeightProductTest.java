package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dyvedeep.engine.tensor.CodebookWeights;
import org.dyvedeep.engine.tensor.RandomCodebook;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class SparseWeightProductTest {
  @Property(tries = 200)
  void equalsTheExpandedWeights(
      @ForAll @IntRange(min = 1, max = 600) int outputs,
      @ForAll @IntRange(min = 1, max = 99) int inputs,
      @ForAll @IntRange(min = 0, max = 10) int tenthsKept,
      @ForAll @IntRange(min = 0, max = 10) int tenthsZero,
      @ForAll boolean wide,
      @ForAll @IntRange(min = 1, max = 5) int blocks,
      @ForAll boolean relu) {
    CodebookWeights weights =
        RandomCodebook.weights(
            Shape.of(outputs, inputs), wide ? 8 : 4, tenthsKept / 10.0, outputs + 31L * inputs);
    float[] bias = relu ? Check.random(outputs, 2) : null;
    float[] x = Check.random(3 + inputs, 3);
    Random random = new Random(4);
    for (int k = 0; k < inputs; k++) {
      x[3 + k] = random.nextInt(10) < tenthsZero ? 0 : x[3 + k];
    }
    double[] expected = naive(outputs, inputs, weights.values(), bias, relu, x);
    SparseWeightProduct layer =
        new SparseWeightProduct(outputs, inputs, weights, bias, relu, blocks);
    assertTrue(layer.blocks() >= Math.min(2, Math.min(blocks, outputs)));
    SparseWeightProduct.Bound bound = layer.bind();
    // Room that was used before, as from run to run.
    bound.list(Check.random(3 + inputs, 5), 3);
    bound.run(new float[outputs], 0, 0, layer.blocks());
    bound.list(x, 3);
    float[] y = new float[2 + outputs + 1];
    Arrays.fill(y, Float.NaN);
    int half = layer.blocks() / 2;
    bound.run(y, 2, half, layer.blocks());
    bound.run(y, 2, 0, half);
    assertTrue(Float.isNaN(y[1]) && Float.isNaN(y[2 + outputs]), "wrote outside");
    float[] actual = Arrays.copyOfRange(y, 2, 2 + outputs);
    Check.close("sparse weights", expected, actual, Math.sqrt(inputs), 1e-5);
  }

  private static double[] naive(
      int outputs, int inputs, float[] weights, float[] bias, boolean relu, float[] x) {
    double[] expected = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      double sum = bias == null ? 0 : bias[o];
      for (int k = 0; k < inputs; k++) {
        sum += (double) weights[o * inputs + k] * x[3 + k];
      }
      expected[o] = relu ? Math.max(0, sum) : sum;
    }
    return expected;
  }

  /** More outputs than a block has room for; the weights of a zero input are infinite. */
  @Test
  void manyOutputsTakeSeveralBlocksAndZeroInputsAreSkipped() {
    int outputs = 140_000;
    float[] codebook = new float[16];
    codebook[3] = Float.POSITIVE_INFINITY;
    codebook[5] = 0.5f;
    // Each output has the weights (0.5, infinity).
    byte[] codes = new byte[outputs];
    Arrays.fill(codes, (byte) 0x35);
    CodebookWeights weights =
        new CodebookWeights(
            Shape.of(outputs, 2), codebook, 4, 2 * outputs, codes, new byte[outputs]);
    SparseWeightProduct layer = new SparseWeightProduct(outputs, 2, weights, null, false, 1);
    assertEquals(3, layer.blocks());
    SparseWeightProduct.Bound bound = layer.bind();
    bound.list(new float[] {4, -0f}, 0);
    assertEquals(1, bound.nonzeroInputs());
    float[] y = new float[outputs];
    bound.run(y, 0, 0, 3);
    float[] twos = new float[outputs];
    Arrays.fill(twos, 2);
    assertArrayEquals(twos, y);
  }

  /** Each output's sum is made in the order of the inputs, however outputs are divided. */
  @Property(tries = 50)
  void sumsDoNotDependOnTheBlocks(
      @ForAll @IntRange(min = 1, max = 900) int outputs,
      @ForAll @IntRange(min = 2, max = 7) int blocks,
      @ForAll @IntRange(min = 1, max = 10) int tenthsKept) {
    CodebookWeights weights =
        RandomCodebook.weights(Shape.of(outputs, 40), 4, tenthsKept / 10.0, outputs);
    float[] x = Check.random(40, 3);
    assertArrayEquals(run(outputs, weights, x, 1), run(outputs, weights, x, blocks));
  }

  private static float[] run(int outputs, CodebookWeights weights, float[] x, int blocks) {
    SparseWeightProduct layer =
        new SparseWeightProduct(outputs, x.length, weights, null, false, blocks);
    SparseWeightProduct.Bound bound = layer.bind();
    bound.list(x, 0);
    float[] y = new float[outputs];
    bound.run(y, 0, 0, layer.blocks());
    return y;
  }

  /** About two bytes a weight that is not zero, if lists are long; fillers take none. */
  @Test
  void holdsNoExpandedWeights() {
    CodebookWeights weights = RandomCodebook.weights(Shape.of(4000, 250), 4, 0.1, 7);
    int nonzeros = 0;
    for (float value : weights.values()) {
      nonzeros += value != 0 ? 1 : 0;
    }
    assertTrue(nonzeros < weights.nonzeros(), "there are fillers");
    SparseWeightProduct layer = new SparseWeightProduct(4000, 250, weights, null, false, 1);
    long beside = 4 * 251 + 4 * 16 + 4 * 4000;
    assertTrue(layer.bytes() >= 2L * nonzeros + beside);
    assertTrue(layer.bytes() <= 2.5 * nonzeros + beside, layer.bytes() + " bytes");
  }

  @Test
  void whatItCannotRunIsRefused() {
    CodebookWeights weights = RandomCodebook.weights(Shape.of(2, 3), 4, 0.5, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new SparseWeightProduct(2, 4, weights, null, false, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SparseWeightProduct(2, 3, weights, new float[3], false, 1));
    float[] ones = new float[16];
    Arrays.fill(ones, 1);
    CodebookWeights background =
        new CodebookWeights(Shape.of(2, 3), ones, 4, 0, new byte[0], new byte[0]);
    assertThrows(
        IllegalArgumentException.class,
        () -> new SparseWeightProduct(2, 3, background, null, false, 1));
  }
}
