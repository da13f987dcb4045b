package org.dyvedeep.knobs.count;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EffortMeterTest {
  private static LayerTally tally() {
    LayerTally tally = new LayerTally(2, 6);
    tally.computed(1, 5, 10, 3, 4, 2, 1);
    tally.computed(0, 5, 17, 0, 0, 0, 0);
    tally.approximated(17);
    tally.overhead(Overhead.SDSS_TEST, 1, 4, 6);
    tally.overhead(Overhead.ZIS_TEST, 12);
    return tally;
  }

  @Test
  void sumsUpWhatSessionsReport() {
    EffortMeter meter = new EffortMeter();
    meter.announce("b", 2, 2, 3);
    meter.announce("a", 2, 2, 3);
    LayerTally tally = tally();
    meter.add("b", tally);
    meter.add("b", tally);
    meter.add("b", tally());
    assertEquals(List.of("b", "a"), List.copyOf(meter.counts().keySet()));
    Map<Overhead, Long> overhead = Map.of(Overhead.SDSS_TEST, 12L, Overhead.ZIS_TEST, 24L);
    LayerCounts twice = new LayerCounts(102, 54, 6, 8, 34, 4, 2, overhead);
    assertEquals(twice, meter.counts().get("b"));
    assertEquals(LayerCounts.NONE, meter.counts().get("a"));
    assertEquals(twice, meter.total());
    EffortMap map = meter.map("b");
    assertEquals(2, map.height());
    assertEquals(3, map.width());
    assertArrayEquals(new long[] {34, 32}, map.byOutput());
    assertArrayEquals(new long[] {0, 0, 0, 0, 12, 54}, map.byPosition());
    meter.reset();
    assertEquals(LayerCounts.NONE, meter.total());
    assertEquals(2, meter.counts().size());
  }

  @Test
  void reductionsCountOverheadAndMayLeaveOutZis() {
    Map<Overhead, Long> overhead = Map.of(Overhead.SPET_CHECK, 10L, Overhead.ZIS_TEST, 20L);
    LayerCounts counts = new LayerCounts(400, 70, 5, 300, 0, 0, 30, overhead);
    assertEquals(400 / 100.0, counts.reductionWithZis());
    assertEquals(400 / 110.0, counts.reduction());
  }

  @Test
  void severalSessionsMayReportAtOnce() throws InterruptedException {
    EffortMeter meter = new EffortMeter();
    meter.announce("layer", 2, 1, 6);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int run = 0; run < 1000; run++) {
                  meter.add("layer", tally());
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(4000 * 51, meter.total().dense());
  }

  @Test
  void anotherModelNeedsAnotherMeter() {
    EffortMeter meter = new EffortMeter();
    meter.announce("layer", 2, 2, 3);
    meter.announce("layer", 2, 2, 3);
    IllegalArgumentException size =
        assertThrows(IllegalArgumentException.class, () -> meter.announce("layer", 2, 3, 2));
    assertTrue(size.getMessage().contains("2x2x3, now has 2x3x2"), size.getMessage());
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> meter.map("other"));
    assertTrue(unknown.getMessage().endsWith("there are layer"), unknown.getMessage());
  }

  @Test
  void rulesSayWhatAnOperationIs() {
    assertTrue(CountingRules.lines().get(0).contains("multiply-accumulate"));
  }
}
