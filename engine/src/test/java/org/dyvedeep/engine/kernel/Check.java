package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;

/** What the kernels' tests share: the kernels to test, inputs, and the comparison. */
final class Check {
  /** Both twins; the same one twice where the vector kernels cannot run. */
  static final List<Kernels> KERNELS = List.of(KernelLookup.scalar(), KernelLookup.best());

  private Check() {}

  static float[] random(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** An image in a layout, at an index of an array whose other floats are NaN. */
  static float[] image(ActivationLayout layout, int start, float[] nchw) {
    float[] image = new float[start + layout.imageFloats() + 5];
    java.util.Arrays.fill(image, 0, start, Float.NaN);
    java.util.Arrays.fill(image, start + layout.imageFloats(), image.length, Float.NaN);
    int i = 0;
    for (int c = 0; c < layout.channels(); c++) {
      for (int y = 0; y < layout.height(); y++) {
        for (int x = 0; x < layout.width(); x++) {
          image[start + layout.offset(c, y, x)] = nchw[i++];
        }
      }
    }
    return image;
  }

  /**
   * The greatest difference stays within a fraction of the greatest expected value.
   *
   * @param usual what a value usually comes to, which counts if all are smaller by chance: where
   *     terms cancel, a sum is small while its rounding is not. sqrt(n) for sums of n products of
   *     standard normal numbers; 0 for none
   */
  static void close(
      String what, double[] expected, float[] actual, double usual, double tolerance) {
    double greatest = Math.max(1e-30, usual);
    for (double value : expected) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(expected[i] - actual[i]) / greatest;
      int at = i;
      assertTrue(
          error <= tolerance,
          () -> what + ": expected " + expected[at] + " at " + at + ", got " + actual[at]);
    }
  }

  /**
   * An image equals the expected NCHW values inside, and zero in its border and in the channels
   * that complete a block; floats around the image are still NaN.
   *
   * @param usual as in {@link #close}
   */
  static void image(
      String what,
      ActivationLayout layout,
      int start,
      double[] expected,
      float[] actual,
      double usual,
      double tolerance) {
    double[] whole = new double[layout.imageFloats()];
    int i = 0;
    for (int c = 0; c < layout.channels(); c++) {
      for (int y = 0; y < layout.height(); y++) {
        for (int x = 0; x < layout.width(); x++) {
          whole[layout.offset(c, y, x)] = expected[i++];
        }
      }
    }
    float[] part = java.util.Arrays.copyOfRange(actual, start, start + whole.length);
    close(what, whole, part, usual, tolerance);
    for (int k = 0; k < actual.length; k++) {
      if (k < start || k >= start + whole.length) {
        assertTrue(Float.isNaN(actual[k]), what + ": wrote outside the image");
      }
    }
  }
}
