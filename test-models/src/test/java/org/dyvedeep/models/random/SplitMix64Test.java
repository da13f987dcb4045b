package org.dyvedeep.models.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SplitMix64Test {
  @Test
  void givesThePublishedSequence() {
    // The widely published test values of SplitMix64 for seed 1234567.
    SplitMix64 random = new SplitMix64(1234567);
    assertEquals(6457827717110365317L, random.nextLong());
    assertEquals(3203168211198807973L, random.nextLong());
    assertEquals(Long.parseUnsignedLong("9817491932198370423"), random.nextLong());
    assertEquals(4593380528125082431L, random.nextLong());
    assertEquals(Long.parseUnsignedLong("16408922859458223821"), random.nextLong());
  }

  @Test
  void canBeEnteredAnywhere() {
    SplitMix64 random = new SplitMix64(-5);
    for (int i = 0; i < 100; i++) {
      assertEquals(random.nextLong(), SplitMix64.at(-5, i));
    }
  }

  @Test
  void numbersCoverTheirRange() {
    SplitMix64 random = new SplitMix64(9);
    int[] counts = new int[7];
    double sum = 0;
    for (int i = 0; i < 70_000; i++) {
      counts[random.nextInt(7)]++;
      double value = random.uniform(-3, 5);
      assertTrue(value >= -3 && value < 5);
      sum += value;
    }
    for (int count : counts) {
      assertEquals(10_000, count, 500);
    }
    assertEquals(1, sum / 70_000, 0.05);
  }
}
