package org.dyvedeep.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Compares results with what they should be: the greatest error against the greatest value. */
public final class Closeness {
  private Closeness() {}

  /**
   * Requires the greatest error to be within a tolerance times the greatest expected magnitude. NaN
   * and infinities must stand where they are expected; a magnitude beyond float counts as infinite.
   */
  public static void assertClose(double[] expected, float[] found, double tolerance) {
    assertClose(expected, found, tolerance, greatest(expected));
  }

  /** The same, with an error allowed in proportion to a given magnitude. */
  public static void assertClose(
      double[] expected, float[] found, double tolerance, double magnitude) {
    assertEquals(expected.length, found.length, "number of elements");
    // Below the normal floats there is no relative precision to ask for.
    double allowed = Math.max(tolerance * magnitude, Float.MIN_NORMAL);
    for (int i = 0; i < expected.length; i++) {
      String message = "element " + i + ": expected " + expected[i] + ", found " + found[i];
      if (Double.isFinite((float) expected[i])) {
        assertTrue(Math.abs(expected[i] - found[i]) <= allowed, message);
      } else {
        assertEquals((float) expected[i], found[i], message);
      }
    }
  }

  /** The greatest magnitude among those that are finite as floats. */
  public static double greatest(double[] values) {
    double greatest = 0;
    for (double value : values) {
      if (Double.isFinite((float) value)) {
        greatest = Math.max(greatest, Math.abs(value));
      }
    }
    return greatest;
  }

  /** The same for two float results. */
  public static void assertClose(float[] expected, float[] found, double tolerance) {
    double[] wide = new double[expected.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = expected[i];
    }
    assertClose(wide, found, tolerance);
  }
}
