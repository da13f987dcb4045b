package org.dyvedeep.knobs.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.PredictedProduct;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;

/** The kernel against the rule's definition, and the rule against what it must never do. */
class PredictionRuleTest {
  @Property(tries = 150)
  void decidesAsTheRuleSays(
      @ForAll @IntRange(min = 1, max = 60) int outputs,
      @ForAll @IntRange(min = 1, max = 150) int inputs,
      @ForAll @IntRange(min = 0, max = 10) int tenthsZero,
      @ForAll @IntRange(min = -20, max = 5) int shift,
      @ForAll @IntRange(min = -12, max = 12) int power,
      @ForAll Weighting weighting) {
    Random random = new Random(outputs * 1000L + inputs);
    float scale = (float) Math.pow(10, power);
    float[][] rows = new float[outputs][inputs];
    float[] x = new float[inputs];
    for (int k = 0; k < inputs; k++) {
      boolean zero = random.nextInt(10) < tenthsZero;
      x[k] = zero ? 0 : (float) Math.abs(random.nextGaussian()) / scale;
    }
    NaivePrediction[] neurons = new NaivePrediction[outputs];
    float[] bias = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      for (int k = 0; k < inputs; k++) {
        rows[o][k] = weighting.weight(random) * scale;
      }
      bias[o] = (float) (random.nextGaussian() + shift);
    }
    int leading = NaivePrediction.leadingBits(rows);
    for (int o = 0; o < outputs; o++) {
      neurons[o] = new NaivePrediction(rows[o], bias[o], leading);
    }
    float[] weights = flat(rows);
    assertTrue(PredictedProduct.handles(outputs, inputs, weights));
    for (Kernels kernels : new Kernels[] {KernelLookup.best(), KernelLookup.scalar()}) {
      check(new PredictedProduct(kernels, outputs, inputs, weights, bias), neurons, x);
    }
  }

  /** How weights are distributed, none so wide that they do not fit fixed-point numbers. */
  enum Weighting {
    NORMAL {
      @Override
      float weight(Random random) {
        double value = random.nextGaussian();
        return (float) (value + Math.copySign(0.02, value));
      }
    },
    MOSTLY_NEGATIVE {
      @Override
      float weight(Random random) {
        return Math.abs(NORMAL.weight(random)) * (random.nextInt(5) == 0 ? 1 : -1);
      }
    },
    PRUNED {
      @Override
      float weight(Random random) {
        return random.nextInt(10) == 0 ? (float) (0.5 + random.nextDouble()) : 0;
      }
    },
    OF_ONE_SIZE {
      @Override
      float weight(Random random) {
        return random.nextBoolean() ? 0.7f : -0.7f;
      }
    },
    FAR_APART {
      @Override
      float weight(Random random) {
        return (float) Math.copySign(Math.pow(2, -9 * random.nextDouble()), random.nextGaussian());
      }
    };

    abstract float weight(Random random);
  }

  private static float[] flat(float[][] rows) {
    int inputs = rows[0].length;
    float[] all = new float[rows.length * inputs];
    for (int o = 0; o < rows.length; o++) {
      System.arraycopy(rows[o], 0, all, o * inputs, inputs);
    }
    return all;
  }

  private static void check(PredictedProduct layer, NaivePrediction[] neurons, float[] x) {
    PredictedProduct.Bound bound = layer.bind();
    float[] y = new float[neurons.length];
    bound.list(x, 0);
    bound.predict(0, layer.blocks());
    bound.settle();
    bound.complete(x, 0, y, 0, 0, layer.blocks());
    int fewest = 0;
    int most = 0;
    for (int o = 0; o < neurons.length; o++) {
      NaivePrediction neuron = neurons[o];
      fewest += neuron.most(x) > neuron.rounding(x) ? 1 : 0;
      most += neuron.most(x) > -neuron.rounding(x) ? 1 : 0;
      assertEquals(neuron.value(x), y[o], neuron.precision(x));
      // The rule itself: nothing positive is ever left out.
      assertTrue(neuron.most(x) > 0 || neuron.sum(x) <= 1e-12 * neuron.terms(x));
    }
    assertTrue(
        fewest <= bound.kept() && bound.kept() <= most,
        fewest + " to " + most + " may be positive, computed were " + bound.kept());
  }
}
