package org.dyvedeep.tools.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void countsTopOneAndTopFive() {
    Accuracy accuracy = new Accuracy();
    float[] scores = {9, 1, 2, 3, 4, 5, 6, 0, 7, 8};
    accuracy.add(scores, 0, 10, 0);
    accuracy.add(scores, 0, 10, 5);
    accuracy.add(scores, 0, 10, 4);
    accuracy.add(scores, 1, 9, 8);
    assertEquals(4, accuracy.images());
    assertEquals(2, accuracy.top1Hits());
    assertEquals(3, accuracy.top5Hits());
    assertEquals(50.0, accuracy.top1Percent());
    assertEquals(75.0, accuracy.top5Percent());
  }

  @Test
  void tiesCountAgainstTheLabelAsInCaffe() {
    Accuracy accuracy = new Accuracy();
    // Two best scores: neither is top-1. Of six equal scores none is top-5; of five all are.
    accuracy.add(new float[] {1, 1, 0}, 0, 3, 0);
    accuracy.add(new float[] {1, 1, 0}, 0, 3, 1);
    accuracy.add(new float[6], 0, 6, 0);
    assertEquals(0, accuracy.top1Hits());
    assertEquals(2, accuracy.top5Hits());
    accuracy.add(new float[5], 0, 5, 4);
    assertEquals(3, accuracy.top5Hits());
  }

  @Test
  void aScoreThatIsNoNumberIsNoHit() {
    Accuracy accuracy = new Accuracy();
    accuracy.add(new float[] {Float.NaN, Float.NaN}, 0, 2, 0);
    assertEquals(0, accuracy.top1Hits() + accuracy.top5Hits());
    assertTrue(Double.isNaN(new Accuracy().top1Percent()));
  }

  @Test
  void aLabelOutsideTheClassesIsExplained() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new Accuracy().add(new float[10], 0, 10, 10))
            .getMessage();
    assertTrue(message.contains("label 10") && message.contains("10 classes"), message);
  }

  @Test
  void countersOfSeveralThreadsAddUp() {
    Accuracy one = new Accuracy();
    one.add(new float[] {1, 0}, 0, 2, 0);
    Accuracy two = new Accuracy();
    two.add(new float[] {1, 0}, 0, 2, 1);
    one.add(two);
    assertEquals(2, one.images());
    assertEquals(50, one.top1Percent());
  }

  @Property
  void topKIsAStableSortByFallingScore(
      @ForAll @IntRange(min = 0, max = 30) int classes,
      @ForAll @IntRange(min = 0, max = 12) int k,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] scores = new float[classes + 2];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextInt(6) - 2;
    }
    int[] expected =
        IntStream.range(0, classes)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -scores[2 + i]))
            .limit(k)
            .mapToInt(Integer::intValue)
            .toArray();
    assertArrayEquals(expected, TopK.of(scores, 2, classes, k));
  }

  @Test
  void topKPutsNotANumberLast() {
    assertArrayEquals(
        new int[] {2, 1, 0, 3}, TopK.of(new float[] {Float.NaN, -5, 3, Float.NaN}, 0, 4, 4));
  }

  @Test
  void quantilesByHand() {
    assertEquals(new Quantiles(3, 5, 1), Quantiles.of(5, 1, 3, 2, 4));
    assertEquals(new Quantiles(5.5, 9, 1), Quantiles.of(10, 9, 8, 7, 6, 5, 4, 3, 2, 1));
    assertEquals(new Quantiles(7, 7, 7), Quantiles.of(7));
    assertThrows(IllegalArgumentException.class, Quantiles::of);
  }
}
