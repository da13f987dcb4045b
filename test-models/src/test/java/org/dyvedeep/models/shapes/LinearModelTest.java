package org.dyvedeep.models.shapes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dyvedeep.models.shapes.Shapes10.Split;
import org.junit.jupiter.api.Test;

/** The pictures must need more than a linear model, or they would prove little about an engine. */
class LinearModelTest {
  private static final int CLASSES = 10;
  private static final int INPUTS = Shapes10.PICTURE_BYTES;
  private static final int TRAINING_PICTURES = 4000;
  private static final int TEST_PICTURES = 1000;
  private static final int ROUNDS = 8;

  private final Shapes10 pictures = new Shapes10(Shapes10.DEFAULT_SEED);
  private final float[][] weights = new float[CLASSES][INPUTS];
  private final float[] biases = new float[CLASSES];

  @Test
  void softmaxRegressionStaysUnder60Percent() {
    float[][] inputs = inputs(Split.TRAIN, TRAINING_PICTURES);
    for (int round = 0; round < ROUNDS; round++) {
      float rate = 0.002f / (1 + round);
      for (int i = 0; i < TRAINING_PICTURES; i++) {
        // 1237 and 4000 have no common divisor: every round visits all pictures, well mixed.
        int picture = (int) (i * 1237L % TRAINING_PICTURES);
        learn(inputs[picture], pictures.label(picture), rate);
      }
    }
    double training = accuracy(inputs);
    double test = accuracy(inputs(Split.TEST, TEST_PICTURES));
    assertTrue(training > 15, "the model must have learnt something, found " + training + "%");
    assertTrue(test < 60, "a linear model must stay under 60%, found " + test + "%");
  }

  private float[][] inputs(Split split, int count) {
    float[][] inputs = new float[count][INPUTS];
    for (int i = 0; i < count; i++) {
      byte[] pixels = pictures.pixels(split, i);
      for (int p = 0; p < INPUTS; p++) {
        inputs[i][p] = ((pixels[p] & 0xFF) - 127.5f) / 64;
      }
    }
    return inputs;
  }

  /** One step of stochastic gradient descent on the cross entropy. */
  private void learn(float[] input, int label, float rate) {
    double[] scores = scores(input);
    double largest = scores[best(scores)];
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      scores[c] = Math.exp(scores[c] - largest);
      sum += scores[c];
    }
    for (int c = 0; c < CLASSES; c++) {
      float step = rate * (float) ((c == label ? 1 : 0) - scores[c] / sum);
      for (int p = 0; p < INPUTS; p++) {
        weights[c][p] += step * input[p];
      }
      biases[c] += step;
    }
  }

  private double accuracy(float[][] inputs) {
    int right = 0;
    for (int i = 0; i < inputs.length; i++) {
      right += best(scores(inputs[i])) == pictures.label(i) ? 1 : 0;
    }
    return 100.0 * right / inputs.length;
  }

  private double[] scores(float[] input) {
    double[] scores = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      float sum = biases[c];
      for (int p = 0; p < INPUTS; p++) {
        sum += weights[c][p] * input[p];
      }
      scores[c] = sum;
    }
    return scores;
  }

  private static int best(double[] scores) {
    int best = 0;
    for (int c = 1; c < CLASSES; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }
}
