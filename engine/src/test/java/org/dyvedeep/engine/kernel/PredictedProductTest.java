package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.dyvedeep.engine.tensor.CodebookWeights;
import org.dyvedeep.engine.tensor.RandomCodebook;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class PredictedProductTest {
  private static final int START = 3;

  /** An element that is looked up, as a multiple of one that is read. */
  private static final int LOOK_UP_COST = 4;

  @Property(tries = 200)
  void equalsTheDefinition(
      @ForAll @IntRange(min = 1, max = 90) int outputs,
      @ForAll @IntRange(min = 1, max = 200) int inputs,
      @ForAll @IntRange(min = 0, max = 10) int tenthsZero,
      @ForAll @IntRange(min = -30, max = 30) int shift,
      @ForAll boolean negative,
      @ForAll boolean trained) {
    float[] weights = trained ? mostlyNegative(outputs, inputs) : Check.random(outputs * inputs, 1);
    float[] bias = Check.random(outputs, 2);
    for (int o = 0; o < outputs; o++) {
      bias[o] += shift;
    }
    float[] x = inputs(inputs, tenthsZero, negative);
    double[] sums = sums(outputs, inputs, weights, bias, x);
    long positive = Arrays.stream(sums).filter(sum -> sum > 0).count();
    double[] expected = Arrays.stream(sums).map(sum -> Math.max(0, sum)).toArray();
    for (Kernels kernels : Check.KERNELS) {
      PredictedProduct layer = new PredictedProduct(kernels, outputs, inputs, weights, bias);
      PredictedProduct.Bound bound = layer.bind();
      float[] y = new float[outputs];
      run(layer, bound, x, y, 1);
      Check.close(kernels.description(), expected, y, Math.sqrt(inputs), 1e-5);
      assertTrue(bound.kept() >= positive, "a positive output was not computed");
      assertTrue(bound.kept() <= outputs);
      float[] parts = new float[outputs];
      Arrays.fill(parts, Float.NaN);
      run(layer, bound, x, parts, 3);
      assertArrayEquals(y, parts, kernels.description() + ", in parts");
    }
  }

  /** From codes, against the same weights expanded. */
  @Property(tries = 100)
  void codesGiveWhatTheirValuesGive(
      @ForAll @IntRange(min = 1, max = 90) int outputs,
      @ForAll @IntRange(min = 1, max = 200) int inputs,
      @ForAll @IntRange(min = 0, max = 10) int tenthsZero,
      @ForAll @IntRange(min = 1, max = 10) int tenthsKept,
      @ForAll @IntRange(min = -30, max = 30) int shift,
      @ForAll boolean wide) {
    CodebookWeights weights =
        RandomCodebook.weights(
            Shape.of(outputs, inputs), wide ? 8 : 4, tenthsKept / 10.0, outputs + 31L * inputs);
    float[] bias = Check.random(outputs, 2);
    for (int o = 0; o < outputs; o++) {
      bias[o] += shift;
    }
    float[] x = inputs(inputs, tenthsZero, true);
    double[] sums = sums(outputs, inputs, weights.values(), bias, x);
    double[] expected = Arrays.stream(sums).map(sum -> Math.max(0, sum)).toArray();
    for (Kernels kernels : Check.KERNELS) {
      PredictedProduct layer = new PredictedProduct(kernels, outputs, inputs, weights, bias);
      PredictedProduct.Bound bound = layer.bind();
      float[] y = new float[outputs];
      run(layer, bound, x, y, 2);
      Check.close(kernels.description(), expected, y, Math.sqrt(inputs), 1e-5);
      assertTrue(bound.kept() >= Arrays.stream(sums).filter(sum -> sum > 0).count());
      assertEquals(
          bound.kept() * inputs <= LOOK_UP_COST * bound.kept() * bound.nonzeroInputs(),
          bound.byRows());
      float[] infinite = x.clone();
      infinite[START] = Float.POSITIVE_INFINITY;
      run(layer, bound, infinite, y, 2);
      assertEquals(outputs, bound.kept());
    }
  }

  @Test
  void codebooksThatWouldLoseBitsAreNotTaken() {
    float[] book = new float[16];
    Arrays.fill(book, 0.5f);
    assertTrue(PredictedProduct.handles(2, 3, codebook(book)));
    Arrays.fill(book, 0, 3, 1e-5f);
    assertFalse(PredictedProduct.handles(2, 3, codebook(book)), "small values");
    Arrays.fill(book, 0);
    assertTrue(PredictedProduct.handles(2, 3, codebook(book)), "zeros");
    book[7] = Float.NaN;
    assertFalse(PredictedProduct.handles(2, 3, codebook(book)));
    CodebookWeights six = codebook(book);
    assertThrows(
        IllegalArgumentException.class,
        () -> new PredictedProduct(KernelLookup.best(), 2, 4, six, null));
  }

  private static CodebookWeights codebook(float[] values) {
    return new CodebookWeights(Shape.of(2, 3), values, 4, 0, new byte[0], new byte[0]);
  }

  /** Both ways to read the rest of the weights, and neither. */
  @Test
  void fewOutputsAreComputedByRowsAndManyByColumns() {
    fewOutputsAreComputedByRows(Check.random(64 * 256, 1));
    fewOutputsAreComputedByRows(mostlyNegative(64, 256));
  }

  /** Such as 8 bits suffice for; random ones are as often positive as negative, and take 16. */
  private static float[] mostlyNegative(int outputs, int inputs) {
    float[] weights = Check.random(outputs * inputs, 1);
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= 0.4f;
    }
    return weights;
  }

  /** Where most of what equal inputs would give is negative, 8 bits leave more outputs open. */
  @Test
  void sixteenBitsProveMoreThanEight() {
    int outputs = 320;
    int inputs = 500;
    float[] x = inputs(inputs, 3, false);
    float[] weights = Check.random(outputs * inputs, 1);
    float[] negated = weights.clone();
    for (int o = 0; o < outputs; o++) {
      double sum = 0;
      for (int k = 0; k < inputs; k++) {
        sum += weights[o * inputs + k];
      }
      for (int k = 0; k < inputs; k++) {
        negated[o * inputs + k] *= sum > 0 ? -1 : 1;
      }
    }
    long sixteen = beyondPositive(outputs, inputs, weights, x);
    assertTrue(sixteen <= 2, () -> sixteen + " outputs are open");
    long eight = beyondPositive(outputs, inputs, negated, x);
    assertTrue(eight > 10, () -> eight + " outputs are open");
  }

  /** How many outputs are computed that are not positive. */
  private static long beyondPositive(int outputs, int inputs, float[] weights, float[] x) {
    PredictedProduct layer =
        new PredictedProduct(KernelLookup.best(), outputs, inputs, weights, null);
    PredictedProduct.Bound bound = layer.bind();
    run(layer, bound, x, new float[outputs], 1);
    double[] sums = sums(outputs, inputs, weights, new float[outputs], x);
    return bound.kept() - Arrays.stream(sums).filter(sum -> sum > 0).count();
  }

  /** Codes are looked up by inputs where these are few. */
  @Test
  void codesAreReadByRowsUnlessInputsAreFew() {
    int outputs = 64;
    int inputs = 256;
    CodebookWeights weights = RandomCodebook.weights(Shape.of(outputs, inputs), 8, 1, 5);
    float[] bias = new float[outputs];
    Arrays.fill(bias, 1e3f);
    for (Kernels kernels : Check.KERNELS) {
      PredictedProduct layer = new PredictedProduct(kernels, outputs, inputs, weights, bias);
      PredictedProduct.Bound bound = layer.bind();
      for (int nonzero : new int[] {0, 1, 17, 80, 90}) {
        float[] x = inputs(inputs, 0, true);
        Arrays.fill(x, START + nonzero, x.length, 0);
        float[] y = new float[outputs];
        run(layer, bound, x, y, 2);
        assertEquals(outputs, bound.kept());
        assertEquals(nonzero > inputs / LOOK_UP_COST, bound.byRows());
        Check.close(
            kernels.description(), sums(outputs, inputs, weights.values(), bias, x), y, 0, 1e-6);
      }
    }
  }

  private void fewOutputsAreComputedByRows(float[] weights) {
    int outputs = 64;
    int inputs = 256;
    for (int kept : new int[] {0, 3, 60}) {
      float[] bias = new float[outputs];
      Arrays.fill(bias, -1e5f);
      Arrays.fill(bias, 0, kept, 1e3f);
      float[] x = inputs(inputs, 5, false);
      for (Kernels kernels : Check.KERNELS) {
        PredictedProduct layer = new PredictedProduct(kernels, outputs, inputs, weights, bias);
        PredictedProduct.Bound bound = layer.bind();
        float[] y = new float[outputs];
        run(layer, bound, x, y, 2);
        assertEquals(kept, bound.kept());
        assertEquals(kept < 60, bound.byRows());
        Check.close(
            kernels.description(),
            Arrays.stream(sums(outputs, inputs, weights, bias, x))
                .map(sum -> Math.max(0, sum))
                .toArray(),
            y,
            0,
            1e-5);
      }
    }
  }

  /** As a dense layer gives them: infinite or not numbers where those are summed up. */
  @Test
  void inputsThatAreNotFiniteGiveWhatTheDenseLayerGives() {
    int outputs = 40;
    int inputs = 50;
    float[] weights = Check.random(outputs * inputs, 1);
    weights[7 * inputs + 20] = 1e-12f;
    float[] bias = Check.random(outputs, 2);
    float[] bad = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38f, -3e38f};
    for (Kernels kernels : Check.KERNELS) {
      FullyConnected dense = new FullyConnected(kernels, outputs, inputs, weights, bias, true);
      PredictedProduct layer = new PredictedProduct(kernels, outputs, inputs, weights, bias);
      PredictedProduct.Bound bound = layer.bind();
      for (float value : bad) {
        float[] x = inputs(inputs, 5, true);
        x[START + 20] = value;
        float[] expected = new float[outputs];
        dense.run(x, START, expected, 0, 1);
        float[] y = new float[outputs];
        run(layer, bound, x, y, 2);
        for (int o = 0; o < outputs; o++) {
          assertEquals(expected[o], y[o], Float.isFinite(value) ? 1e-6f * Math.abs(value) : 1f);
        }
        assertEquals(outputs, bound.kept());
      }
      // The next input is predicted again.
      float[] x = inputs(inputs, 5, true);
      float[] y = new float[outputs];
      run(layer, bound, x, y, 1);
      assertTrue(bound.kept() < outputs);
    }
  }

  @Test
  void tinyInputsAreNotLostInTheBound() {
    int inputs = 40;
    float[] weights = new float[inputs];
    Arrays.fill(weights, 0.3f);
    weights[0] = 1;
    float[] x = new float[START + inputs];
    Arrays.fill(x, START, x.length, Float.MIN_VALUE);
    for (Kernels kernels : Check.KERNELS) {
      PredictedProduct layer = new PredictedProduct(kernels, 1, inputs, weights, null);
      PredictedProduct.Bound bound = layer.bind();
      run(layer, bound, x, new float[1], 1);
      assertEquals(1, bound.kept());
    }
  }

  @Test
  void zeroInputsLeaveTheBias() {
    float[] weights = Check.random(20 * 30, 1);
    float[] bias = Check.random(20, 2);
    for (Kernels kernels : Check.KERNELS) {
      PredictedProduct layer = new PredictedProduct(kernels, 20, 30, weights, bias);
      PredictedProduct.Bound bound = layer.bind();
      float[] y = new float[20];
      run(layer, bound, new float[START + 30], y, 1);
      for (int o = 0; o < 20; o++) {
        assertEquals(Math.max(0, bias[o]), y[o]);
      }
      assertEquals(0, bound.nonzeroInputs());
    }
  }

  @Test
  void weightsThatWouldLoseBitsAreNotTaken() {
    float[] weights = Check.random(2 * 100, 1);
    assertTrue(PredictedProduct.handles(2, 100, weights));
    for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, 1e4f, 1e35f}) {
      float[] spoilt = weights.clone();
      spoilt[150] = bad;
      assertFalse(PredictedProduct.handles(2, 100, spoilt), () -> "with " + bad);
    }
    float[] tiny = new float[200];
    Arrays.fill(tiny, 1e-36f);
    assertFalse(PredictedProduct.handles(2, 100, tiny));
    assertTrue(PredictedProduct.handles(2, 100, new float[200]), "zeros");
    assertFalse(PredictedProduct.handles(1 << 16, 1 << 15, weights), "too many for one array");
  }

  @Test
  void wrongLengthsAreRefused() {
    Kernels kernels = KernelLookup.best();
    assertThrows(
        IllegalArgumentException.class,
        () -> new PredictedProduct(kernels, 2, 3, new float[5], null));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PredictedProduct(kernels, 2, 3, new float[6], new float[3]));
  }

  private static float[] inputs(int inputs, int tenthsZero, boolean negative) {
    float[] x = Check.random(START + inputs, 3);
    Random random = new Random(4);
    for (int k = START; k < x.length; k++) {
      float value = negative ? x[k] : Math.abs(x[k]);
      x[k] = random.nextInt(10) < tenthsZero ? 0 : value;
    }
    return x;
  }

  private static double[] sums(int outputs, int inputs, float[] weights, float[] bias, float[] x) {
    double[] sums = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      sums[o] = bias[o];
      for (int k = 0; k < inputs; k++) {
        sums[o] += (double) weights[o * inputs + k] * x[START + k];
      }
    }
    return sums;
  }

  private static void run(
      PredictedProduct layer, PredictedProduct.Bound bound, float[] x, float[] y, int parts) {
    bound.list(x, START);
    for (int part = parts - 1; part >= 0; part--) {
      bound.predict(layer.blocks() * part / parts, layer.blocks() * (part + 1) / parts);
    }
    bound.settle();
    for (int part = 0; part < parts; part++) {
      bound.complete(
          x, START, y, 0, layer.blocks() * part / parts, layer.blocks() * (part + 1) / parts);
    }
  }
}
