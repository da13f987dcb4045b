package org.dyvedeep.tools.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Numbers that a comparison must not get wrong. */
class BlobDifferenceTest {
  private static BlobParity of(float[] expected, float[] found) {
    BlobDifference difference = new BlobDifference();
    difference.add(expected, found);
    return difference.result("b");
  }

  @Test
  void knownErrors() {
    BlobParity parity = of(new float[] {3, -4, 0}, new float[] {3, -4.5f, 0});
    assertEquals(0.5 / 4, parity.maxErrorOverMax(), 1e-12);
    assertEquals(0.5 / 5, parity.relativeL2(), 1e-12);
    assertEquals(27 / (5 * Math.sqrt(29.25)), parity.cosine(), 1e-12);
  }

  @Test
  void equalIsNoDifference() {
    float[] values = {1, Float.NaN, Float.POSITIVE_INFINITY, 0};
    BlobParity parity = of(values, values.clone());
    assertEquals(0, parity.maxErrorOverMax());
    assertEquals(0, of(new float[2], new float[2]).maxErrorOverMax());
    assertEquals(1, of(new float[2], new float[2]).cosine());
  }

  @Test
  void whatIsNoNumberOnOneSideIsInfinitelyWrong() {
    float[][] odd = {{Float.NaN}, {Float.POSITIVE_INFINITY}, {Float.NEGATIVE_INFINITY}};
    for (float[] values : odd) {
      assertEquals(Double.MAX_VALUE, of(new float[] {1}, values).maxErrorOverMax());
      assertEquals(Double.MAX_VALUE, of(values, new float[] {1}).maxErrorOverMax());
    }
    assertEquals(Double.MAX_VALUE, of(new float[] {0}, new float[] {1e-9f}).maxErrorOverMax());
  }

  @Test
  void theWorstRunCounts() {
    BlobDifference difference = new BlobDifference();
    difference.add(new float[] {0.001f}, new float[] {0.002f});
    difference.add(new float[] {1000}, new float[] {1000});
    assertEquals(1, difference.result("b").maxErrorOverMax(), 1e-6);
  }

  @Test
  void otherSizesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> of(new float[1], new float[2]));
  }

  @Test
  void ranks() {
    RankAgreement ranks = new RankAgreement();
    ranks.add(new float[] {0.1f, 0.9f, 0.8f, 0.2f}, new float[] {0.1f, 0.9f, 0.2f, 0.8f}, 2);
    assertEquals(50, ranks.top1());
    assertEquals(100, ranks.top5());
    assertFalse(ranks.agrees());
  }

  @Test
  void tiesAreNoDisagreement() {
    RankAgreement ranks = new RankAgreement();
    ranks.add(new float[] {0.50001f, 0.5f}, new float[] {0.5f, 0.50001f}, 2);
    assertEquals(0, ranks.top1());
    assertEquals(1, ranks.ties());
    assertTrue(ranks.agrees());
  }

  @Test
  void fiveBestAreASet() {
    RankAgreement ranks = new RankAgreement();
    float[] expected = {7, 6, 5, 4, 3, 2, 1};
    ranks.add(expected, new float[] {7, 5, 6, 4, 3, 2, 1}, 7);
    ranks.add(expected, new float[] {7, 6, 5, 4, 2, 3, 1}, 7);
    assertEquals(100, ranks.top1());
    assertEquals(50, ranks.top5());
  }
}
