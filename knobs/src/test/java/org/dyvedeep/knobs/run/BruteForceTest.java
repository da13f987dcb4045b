package org.dyvedeep.knobs.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dyvedeep.knobs.count.EffortMap;
import org.dyvedeep.knobs.count.EffortMeter;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.junit.jupiter.api.Test;

/** Each knob, and all together, against an implementation of their own: results and counters. */
class BruteForceTest {
  private static final double TOLERANCE = 1e-6;

  @Property(tries = 1000)
  void eachKnobAlone(@ForAll long seed, @ForAll @IntRange(max = 3) int knob) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomLayer layer = RandomLayer.of(random);
    requireSame(layer, RandomEffort.only(knob, random, new NaiveLayer(layer)));
  }

  @Property(tries = 2000)
  void allTogether(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomLayer layer = RandomLayer.of(random);
    requireSame(layer, RandomEffort.any(random, new NaiveLayer(layer)));
  }

  /** Agreement would say little if the random knobs hardly ever did anything. */
  @Test
  void randomKnobsSkipAndKeep() {
    int runs = 300;
    int[] skipped = new int[4];
    int spent = 0;
    int overheads = 0;
    for (int i = 0; i < runs; i++) {
      SplittableRandom random = new SplittableRandom(i);
      RandomLayer layer = RandomLayer.of(random);
      NaiveLayer naive = new NaiveLayer(layer);
      LayerCounts counts =
          NaiveEffort.run(naive, RandomEffort.any(random, naive)).counts().toCounts();
      skipped[0] += counts.spet() > 0 ? 1 : 0;
      skipped[1] += counts.sdss() > 0 ? 1 : 0;
      skipped[2] += counts.sfma() > 0 ? 1 : 0;
      skipped[3] += counts.zis() > 0 ? 1 : 0;
      overheads += counts.overhead().size();
      spent += counts.spent() > 0 ? 1 : 0;
    }
    for (int knob = 0; knob < skipped.length; knob++) {
      assertTrue(skipped[knob] > runs / 6, "knob " + knob + ": " + skipped[knob]);
    }
    assertTrue(spent > runs * 9 / 10, "spent: " + spent);
    assertTrue(overheads > 2 * runs, "kinds of overhead: " + overheads);
  }

  private static void requireSame(RandomLayer layer, LayerEffort effort) {
    NaiveEffort expected = NaiveEffort.run(new NaiveLayer(layer), effort);
    String what = layer + " with " + effort;
    EffortMeter meter = new EffortMeter();
    EffortProvider provider = EffortProvider.of(Map.of("layer", effort));
    float[] found = Runs.of(layer, provider.metered(meter));
    double greatest = 0;
    for (float value : expected.outputs()) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    float allowed = (float) (TOLERANCE * Math.max(greatest, Float.MIN_NORMAL));
    assertArrayEquals(expected.outputs(), found, allowed, what);
    NaiveCounts counted = expected.counts();
    LayerCounts counts = meter.counts().get("layer");
    assertEquals(counted.toCounts(), counts, what);
    EffortMap map = meter.map("layer");
    assertArrayEquals(counted.byOutput, map.byOutput(), what);
    assertArrayEquals(counted.byPosition, map.byPosition(), what);
    assertEquals(layer.node().macs(), counts.dense(), what);
    long skipped = counts.spet() + counts.sdss() + counts.sfma() + counts.zis();
    assertEquals(counts.dense(), counts.spent() + skipped, what);
    assertArrayEquals(found, Runs.of(layer, provider), what + ", unmetered");
  }
}
