package org.dyvedeep.knobs.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tango's interval against values that others published, and against what must hold of it. */
class LossTest {
  /**
   * The first: Fagerland, Lydersen and Laake, Statistics in Medicine 33, 2014, tables II and V. The
   * second: their "Statistical Analysis of Contingency Tables", 2017, chapter 8 (Cavo et al. 2012).
   */
  @ParameterizedTest
  @CsvSource({"21, 1, 7, -28.57, -51.7, -2.6, 0.05", "161, 6, 16, -6.21, -12.40, -0.54, 0.005"})
  void asPublished(
      long images,
      long onlyDense,
      long onlyDynamic,
      double points,
      double low,
      double high,
      double rounding) {
    Loss loss = Loss.paired(images, onlyDense, onlyDynamic);
    assertEquals(points, loss.points(), 0.005);
    assertEquals(low, loss.low95(), rounding);
    assertEquals(high, loss.high95(), rounding);
  }

  @Test
  void noDifferenceIsNoCertainty() {
    double z = 1.959963984540054;
    Loss loss = Loss.paired(500, 0, 0);
    assertEquals(0, loss.points());
    assertEquals(100 * z * z / (500 + z * z), loss.high95(), 1e-9);
    assertEquals(-loss.high95(), loss.low95(), 1e-9);
  }

  @Test
  void allDifferent() {
    Loss loss = Loss.paired(10, 10, 0);
    assertEquals(100, loss.points());
    assertEquals(100, loss.high95(), 1e-9);
    assertTrue(loss.low95() > 0 && loss.low95() < 100, loss.toString());
  }

  /** With many images, it comes close to the usual normal interval. */
  @Property(tries = 200)
  void closeToNormalForMany(
      @ForAll @IntRange(min = 500, max = 2000) int onlyDense,
      @ForAll @IntRange(min = 500, max = 2000) int onlyDynamic) {
    double n = 100_000;
    double d = (onlyDense - onlyDynamic) / n;
    double error = Math.sqrt((onlyDense + onlyDynamic) / n - d * d) / Math.sqrt(n);
    Loss loss = Loss.paired((long) n, onlyDense, onlyDynamic);
    assertEquals(100 * (d - 1.96 * error), loss.low95(), 5 * error);
    assertEquals(100 * (d + 1.96 * error), loss.high95(), 5 * error);
  }

  @Property(tries = 200)
  void swappingTheNetworksSwapsTheEnds(
      @ForAll @IntRange(max = 50) int onlyDense, @ForAll @IntRange(max = 50) int onlyDynamic) {
    Loss loss = Loss.paired(100, onlyDense, onlyDynamic);
    Loss swapped = Loss.paired(100, onlyDynamic, onlyDense);
    assertEquals(loss.low95(), -swapped.high95(), 1e-9);
    assertEquals(loss.high95(), -swapped.low95(), 1e-9);
    assertTrue(loss.low95() <= loss.points() && loss.points() <= loss.high95(), loss.toString());
  }

  @Test
  void countsThatCannotBeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Loss.paired(0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> Loss.paired(10, 6, 5));
    assertThrows(IllegalArgumentException.class, () -> Loss.paired(10, -1, 5));
  }
}
