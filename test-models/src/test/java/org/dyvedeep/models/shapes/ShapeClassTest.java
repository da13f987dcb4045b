package org.dyvedeep.models.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShapeClassTest {
  /** Whether hand-picked points lie inside, for the middle proportions of each class. */
  @ParameterizedTest
  @CsvSource({
    "DISC, 0.6, 0.6, true",
    "DISC, 0.7, 0.7, false",
    "RING, 0.76, 0, true",
    "RING, 0, 0, false",
    "SQUARE, 0.75, -0.75, true",
    "SQUARE, 0.85, 0, false",
    "TRIANGLE, 0, 1, true",
    "TRIANGLE, 0, -0.6, false",
    "TRIANGLE, 0.7, 0.7, false",
    "CROSS, 0.9, 0.1, true",
    "CROSS, 0.1, -0.9, true",
    "CROSS, 0.5, 0.5, false",
    "STAR, 0.95, 0, true",
    "STAR, -0.95, 0, false",
    "STAR, 0, 0, true",
    "STRIPES, 0, 5, true",
    "STRIPES, 0.3125, 5, false",
    "STRIPES, 0.625, 5, true",
    "CHECKER, 0, 0, true",
    "CHECKER, 0.4375, 0, false",
    "CHECKER, 0.4375, 0.4375, true",
    "SPIRAL, 0.575, 0, true",
    "SPIRAL, 0.2875, 0, false",
    "SPIRAL, -0.2875, 0, true",
    "DOTS, 0.65, 0, true",
    "DOTS, 0.325, 0.325, false"
  })
  void knowsInsideFromOutside(ShapeClass shape, double u, double v, boolean inside) {
    assertEquals(inside, shape.distance(u, v, 0.5) < 0);
  }

  /** A distance may not grow faster than the way walked, or edges would not be anti-aliased. */
  @ParameterizedTest
  @EnumSource
  void distancesGrowAtMostLikeDistances(ShapeClass shape) {
    double step = 1e-4;
    for (double u = -1.05; u < 1.05; u += 0.1) {
      for (double v = -1.05; v < 1.05; v += 0.1) {
        double here = shape.distance(u, v, 0.3);
        double growthU = Math.abs(shape.distance(u + step, v, 0.3) - here);
        double growthV = Math.abs(shape.distance(u, v + step, 0.3) - here);
        // A spiral's distance is measured along the radius, which overstates it near the centre.
        double limit = shape == ShapeClass.SPIRAL ? 2.5 : 1.05;
        assertTrue(Math.max(growthU, growthV) < limit * step, shape + " at " + u + ", " + v);
      }
    }
  }
}
