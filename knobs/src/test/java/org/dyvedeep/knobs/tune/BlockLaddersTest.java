package org.dyvedeep.knobs.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.knobs.fast.FastEffortProvider;
import org.dyvedeep.knobs.plan.Granularity;
import org.dyvedeep.knobs.plan.Objective;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.Zis;
import org.junit.jupiter.api.Test;

class BlockLaddersTest {
  private final TinyNetwork tiny = new TinyNetwork();
  private final Examples search = tiny.examples(80, 1);

  /** A plan, and what the tuner says it costs. */
  private record Result(Tuner.Tuned tuned, Map<String, Double> costs) {
    LayerEffort of(String layer) {
      return tuned.efforts().getOrDefault(layer, LayerEffort.none());
    }
  }

  private static TuneSettings settings(Objective objective) {
    return new TuneSettings(30, objective, Granularity.BLOCK, Set.of(Knobs.SDSS, Knobs.ZIS), 7, 1);
  }

  private Optional<Result> tune(LayerClock clock, Journal journal) {
    try (Tuner tuner =
        new Tuner(
            tiny.network(),
            settings(Objective.TIME),
            journal,
            TuneListener.NONE,
            Optional.of(clock))) {
      return tuner
          .search(search, () -> false)
          .map(tuned -> new Result(tuned, tuner.costs(tuned.efforts())));
    }
  }

  private static Sdss.Grid grid(LayerEffort effort) {
    return effort.sdss().orElseThrow().grid();
  }

  @Test
  void theFasterOfTwoFormsIsTaken() {
    for (Sdss.Grid fast : List.of(Sdss.Grid.CHECKERBOARD, Sdss.Grid.SQUARE)) {
      LayerClock clock = (layer, effort) -> grid(effort) == fast ? 0.2 : 0.9;
      Result result = tune(clock, Journal.NONE).orElseThrow();
      boolean sampled = false;
      for (String layer : List.of("conv1", "conv2")) {
        Optional<Sdss> sdss = result.of(layer).sdss();
        sampled |= sdss.isPresent();
        assertEquals(fast, sdss.map(Sdss::grid).orElse(fast), layer);
      }
      assertTrue(sampled, "nothing was found");
      assertTrue(result.tuned().search().operations() < 1);
    }
  }

  @Test
  void layersWhereNothingIsFasterStayExact() {
    LayerClock clock = (layer, effort) -> layer.name().equals("conv1") ? 1.2 : 0.4;
    Result result = tune(clock, Journal.NONE).orElseThrow();
    assertTrue(result.of("conv1").isNone());
    assertTrue(result.of("conv2").sdss().isPresent());
    double dense = result.costs().get("conv2");
    assertEquals(0.4 * dense, result.costs().get("conv2, tuned"), 1e-9 * dense);
    assertFalse(result.costs().containsKey("conv1, tuned"));
  }

  @Test
  void whereNothingPaysThePlanIsExact() {
    Result result = tune((layer, effort) -> 0.99, Journal.NONE).orElseThrow();
    assertEquals(Map.of("conv2", LayerEffort.none().with(Zis.exact())), result.tuned().efforts());
    assertEquals(1, result.tuned().search().operations());
    assertEquals(0, result.tuned().search().divergence(), 1e-6);
  }

  @Test
  void operationsAreSavedOnlyWhereKernelsRun() {
    TuneSettings settings = settings(Objective.MACS);
    try (Tuner tuner = new Tuner(tiny.network(), settings, Journal.NONE, TuneListener.NONE)) {
      Tuner.Tuned tuned = tuner.search(search, () -> false).orElseThrow();
      tuned
          .efforts()
          .values()
          .forEach(effort -> assertTrue(FastEffortProvider.obstacle(effort).isEmpty()));
      Tuner.Verified verified = tuner.verify(tuned.efforts(), search);
      assertEquals(80, verified.counted());
      assertEquals(80, verified.outcome().images());
      assertNotEquals(
          0, verified.counts().get("conv2").sdss() + verified.counts().get("conv1").sdss());
    }
  }

  @Test
  void timesAreMeasuredOnceAndRemembered() {
    FrailJournal journal = new FrailJournal();
    SplittableRandom random = new SplittableRandom(3);
    List<String> asked = new ArrayList<>();
    // No two measurements agree: only what the journal holds can lead to the same plan.
    LayerClock clock =
        (layer, effort) -> {
          asked.add(layer.name() + effort);
          return random.nextDouble(0.3, 0.9);
        };
    Optional<Result> first = Optional.empty();
    for (int attempt = 0; first.isEmpty(); attempt++) {
      assertTrue(attempt < 200, "no progress");
      journal.endAfter(4);
      first = tuneUnlessKilled(clock, journal);
    }
    int measured = asked.size();
    assertTrue(measured > 0);
    journal.endAfter(Integer.MAX_VALUE);
    Optional<Result> again = tune(clock, journal);
    assertEquals(measured, asked.size());
    assertEquals(first, again);
  }

  private Optional<Result> tuneUnlessKilled(LayerClock clock, Journal journal) {
    try {
      return tune(clock, journal);
    } catch (FrailJournal.KilledException e) {
      return Optional.empty();
    }
  }

  @Property(tries = 200)
  void aLadderRisesAndNeverLosesTime(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Rung> measured = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      LayerEffort effort = LayerEffort.none().with(new Zis(i));
      double left = random.nextDouble(0.2, 1.5);
      measured.add(new Rung(effort, new Estimate(left, random.nextDouble(0.1), 0, 0)));
    }
    List<Rung> ladder = BlockLadders.choose(measured, Rungs.exchanges(0.5));
    Estimate last = Estimate.DENSE;
    for (Rung rung : ladder) {
      Estimate estimate = rung.estimate();
      assertTrue(estimate.operations() <= last.operations(), "time rises with the price");
      assertTrue(estimate.spetError() >= last.spetError(), "errors fall");
      for (Rung other : measured) {
        boolean better =
            other.estimate().operations() < estimate.operations()
                && other.estimate().spetError() < estimate.spetError();
        assertFalse(better, "a setting was taken that another one beats in both");
      }
      last = estimate;
    }
  }
}
