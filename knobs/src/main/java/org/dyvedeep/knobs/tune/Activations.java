package org.dyvedeep.knobs.tune;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Window;

/**
 * What a layer yields at sampled positions when nothing is skipped, and how much each neuron
 * matters.
 */
final class Activations {
  private final float[][] values;
  private final float[][] weights;
  private final double energy;

  Activations(float[][] values, float[][] weights, double energy) {
    this.values = values;
    this.weights = weights;
    this.energy = energy;
  }

  /** Activations: outputs x positions. */
  float[][] values() {
    return values;
  }

  /**
   * How much a squared error of a neuron counts: before a max pooling, by how many windows it is
   * the greatest of.
   */
  float[][] weights() {
    return weights;
  }

  /** The weighted sum of squares. */
  double energy() {
    return energy;
  }

  /** A neuron that is not the greatest of any window may be, once another one is given up. */
  private static final float HIDDEN = 0.01f;

  static Activations of(LayerSamples samples, Optional<Pooling> maxPooling, Workers workers) {
    int outputs = samples.shape().outputs();
    float[][] values = new float[outputs][];
    float[][] weights = new float[outputs][];
    double[] energies = new double[outputs];
    workers.each(
        outputs,
        o -> {
          values[o] = dense(samples, o);
          weights[o] = weights(samples, values[o], maxPooling);
          energies[o] = energy(values[o], weights[o]);
        });
    return new Activations(values, weights, DoubleStream.of(energies).sum());
  }

  private static float[] dense(LayerSamples samples, int output) {
    int taps = samples.shape().taps();
    int[] natural = IntStream.range(0, taps).toArray();
    float[] values = samples.sums(output, natural, new int[] {taps})[0];
    if (samples.shape().rectified()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.max(0, values[i]);
      }
    }
    return values;
  }

  private static double energy(float[] values, float[] weights) {
    double energy = 0;
    for (int i = 0; i < values.length; i++) {
      energy += weights[i] * values[i] * values[i];
    }
    return energy;
  }

  private static float[] weights(LayerSamples samples, float[] values, Optional<Pooling> pooling) {
    float[] weights = new float[values.length];
    Arrays.fill(weights, pooling.isPresent() ? HIDDEN : 1f);
    if (pooling.isPresent()) {
      for (Patch patch : samples.patches()) {
        countGreatest(patch, values, pooling.get(), weights);
      }
    }
    return weights;
  }

  /** Adds 1 to the greatest neuron of each window that the patch meets. */
  private static void countGreatest(Patch patch, float[] values, Pooling pooling, float[] weights) {
    for (int y = -1; y <= patch.height(); y++) {
      for (int x = -1; x <= patch.width(); x++) {
        // Windows are found by their first element; those cut by the patch's edge count as well.
        if (begins(pooling.height(), patch.top() + y)
            && begins(pooling.width(), patch.left() + x)) {
          int greatest = greatest(patch, values, y, x, pooling);
          if (greatest >= 0 && values[greatest] > 0) {
            weights[greatest] += 1;
          }
        }
      }
    }
  }

  private static boolean begins(Window window, int place) {
    return Math.floorMod(place + window.pad(), window.stride()) == 0;
  }

  private static int greatest(Patch patch, float[] values, int top, int left, Pooling pooling) {
    int bottom = Math.min(patch.height(), top + pooling.height().kernel());
    int right = Math.min(patch.width(), left + pooling.width().kernel());
    int best = -1;
    for (int y = Math.max(0, top); y < bottom; y++) {
      for (int x = Math.max(0, left); x < right; x++) {
        int i = patch.start() + y * patch.width() + x;
        if (best < 0 || values[i] > values[best]) {
          best = i;
        }
      }
    }
    return best;
  }
}
