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
    assertEquals(expected.length, found.length, "number of elements");
    double greatest = 0;
    for (double value : expected) {
      if (Double.isFinite((float) value)) {
        greatest = Math.max(greatest, Math.abs(value));
      }
    }
    // Below the normal floats there is no relative precision to ask for.
    double allowed = Math.max(tolerance * greatest, Float.MIN_NORMAL);
    for (int i = 0; i < expected.length; i++) {
      String message = "element " + i + ": expected " + expected[i] + ", found " + found[i];
      if (Double.isFinite((float) expected[i])) {
        assertTrue(Math.abs(expected[i] - found[i]) <= allowed, message);
      } else {
        assertEquals((float) expected[i], found[i], message);
      }
    }
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
