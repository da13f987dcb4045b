package org.dyvedeep.knobs.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.plan.Granularity;
import org.dyvedeep.knobs.plan.Objective;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(Lifecycle.PER_CLASS)
class TunerTest {
  private static final Set<Knobs> ALL = Set.of(Knobs.values());

  private final TinyNetwork tiny = new TinyNetwork();
  private final Examples search = tiny.examples(80, 1);
  private final Examples other = tiny.examples(80, 2);

  /** What several tests hold others against. */
  private Tuner.Tuned usual;

  @BeforeAll
  void tune() {
    usual = search(settings(1, Granularity.NEURON, ALL, 2), Journal.NONE).orElseThrow();
  }

  private static TuneSettings settings(
      double maxLoss, Granularity granularity, Set<Knobs> knobs, int threads) {
    return new TuneSettings(maxLoss, Objective.MACS, granularity, knobs, 7, threads);
  }

  private Optional<Tuner.Tuned> search(TuneSettings settings, Journal journal) {
    try (Tuner tuner = new Tuner(tiny.network(), settings, journal, TuneListener.NONE)) {
      return tuner.search(search, () -> false);
    }
  }

  @ParameterizedTest
  @EnumSource(Granularity.class)
  void findsAPlanWithinTheLoss(Granularity granularity) {
    TuneSettings settings = settings(4, granularity, ALL, 2);
    try (Tuner tuner = new Tuner(tiny.network(), settings, Journal.NONE, TuneListener.NONE)) {
      Tuner.Tuned tuned = tuner.search(search, () -> false).orElseThrow();
      Outcome outcome = tuned.search();
      assertTrue(outcome.points() - 2 * outcome.standardError() <= 4, outcome.toString());
      assertTrue(tuned.search().operations() < 0.95, tuned.search().toString());
      Tuner.Verified verified = tuner.verify(tuned.efforts(), other);
      LayerCounts total =
          verified.counts().values().stream().reduce(LayerCounts.NONE, LayerCounts::plus);
      assertEquals(1 / total.reduction(), verified.outcome().operations(), 1e-9);
      assertEquals(tuned.search().operations(), verified.outcome().operations(), 0.08);
    }
  }

  @Test
  void allowingMoreLossSavesMore() {
    TuneSettings settings = settings(20, Granularity.NEURON, ALL, 2);
    double much = search(settings, Journal.NONE).orElseThrow().search().operations();
    double little = usual.search().operations();
    assertTrue(much < little, much + " and " + little);
  }

  @Test
  void isTheSameForOneSeedAndAnyNumberOfThreads() {
    var one = search(settings(1, Granularity.NEURON, ALL, 1), Journal.NONE).orElseThrow();
    assertEquals(one.efforts(), usual.efforts());
    assertEquals(one.search(), usual.search());
  }

  @Test
  void usesOnlyTheKnobsItMay() {
    var tuned =
        search(settings(4, Granularity.NEURON, Set.of(Knobs.SPET), 2), Journal.NONE).orElseThrow();
    tuned
        .efforts()
        .values()
        .forEach(
            effort -> {
              assertTrue(effort.spet().isPresent());
              assertTrue(effort.sdss().isEmpty());
              assertTrue(effort.sfma().isEmpty());
              assertTrue(effort.zis().isEmpty());
            });
  }

  @Test
  void blocksDecideTogether() {
    var tuned = search(settings(10, Granularity.BLOCK, ALL, 2), Journal.NONE).orElseThrow();
    tuned
        .efforts()
        .values()
        .forEach(
            effort -> {
              effort.spet().ifPresent(spet -> assertEquals(8, ((StagedSpet) spet).pixels()));
              assertTrue(effort.sdss().stream().allMatch(Sdss::allFeatures));
              effort.sfma().ifPresent(sfma -> assertEquals(4, sfma.tileHeight()));
            });
  }

  @Test
  void aStoppedSearchGoesOnToTheSamePlan() {
    TuneSettings settings = settings(1, Granularity.NEURON, ALL, 2);
    FrailJournal memory = new FrailJournal();
    int attempts = 0;
    Optional<Tuner.Tuned> resumed = Optional.empty();
    while (resumed.isEmpty()) {
      attempts++;
      memory.endAfter(4);
      try {
        resumed = search(settings, memory);
      } catch (FrailJournal.KilledException e) {
        assertTrue(attempts < 100, "no progress");
      }
    }
    assertTrue(attempts > 1, "was not stopped");
    assertEquals(usual.efforts(), resumed.get().efforts());
    assertEquals(usual.search(), resumed.get().search());
  }

  @Test
  void aSearchThatIsStoppedAtOnceFindsNothing() {
    TuneSettings settings = settings(4, Granularity.NEURON, ALL, 1);
    try (Tuner tuner = new Tuner(tiny.network(), settings, Journal.NONE, TuneListener.NONE)) {
      assertFalse(tuner.search(search, () -> true).isPresent());
    }
  }

  @Test
  void timeWeighsLayersByWhatTheyTake() {
    TuneSettings settings = new TuneSettings(4, Objective.TIME, Granularity.NEURON, ALL, 7, 1);
    try (Tuner tuner = new Tuner(tiny.network(), settings, Journal.NONE, TuneListener.NONE)) {
      tuner.search(search, () -> false);
      var costs = tuner.costs(usual.efforts());
      assertTrue(costs.keySet().containsAll(Set.of("conv1", "conv2", "fc")));
      assertTrue(costs.values().stream().allMatch(millis -> millis > 0));
    }
  }

  @Test
  void refusesSettingsThatMeanNothing() {
    assertThrows(IllegalArgumentException.class, () -> settings(0, Granularity.NEURON, ALL, 1));
    assertThrows(
        IllegalArgumentException.class, () -> settings(1, Granularity.NEURON, Set.of(), 1));
    assertThrows(IllegalArgumentException.class, () -> Knobs.of("spet,spit"));
    assertEquals(Set.of(Knobs.SPET, Knobs.ZIS), Knobs.of("spet, zis"));
  }
}
