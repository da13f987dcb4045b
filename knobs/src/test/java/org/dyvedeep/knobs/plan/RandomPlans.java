package org.dyvedeep.knobs.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.arbitraries.FloatArbitrary;
import org.dyvedeep.knobs.count.Ops;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.SignedSpet;
import org.dyvedeep.knobs.setting.Spet;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.TapOrder;
import org.dyvedeep.knobs.setting.Zis;

/** All that a plan can say. */
final class RandomPlans {
  private RandomPlans() {}

  static Arbitrary<EffortPlan> plans() {
    return Combinators.combine(
            texts(),
            Arbitraries.strings().withChars("0123456789abcdef").ofLength(64),
            Arbitraries.of(Granularity.class),
            Arbitraries.maps(texts(), layers()).ofMaxSize(3),
            tunings().optional(),
            machines().optional())
        .as((model, hex, g, l, t, m) -> new EffortPlan(model, "sha256:" + hex, g, l, t, m));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().ofMaxLength(8).map(text -> "x" + text);
  }

  private static Arbitrary<LayerEffort> layers() {
    return Combinators.combine(
            Arbitraries.oneOf(staged(), signed()).optional(),
            sdss().optional(),
            sfma().optional(),
            floats().greaterOrEqual(0).map(Zis::new).optional())
        .as(LayerEffort::new);
  }

  private static FloatArbitrary floats() {
    return Arbitraries.floats().between(-Float.MAX_VALUE, Float.MAX_VALUE).ofScale(40);
  }

  /** Any bits but those of infinities and NaNs. */
  private static Arbitrary<Float> anyFloats() {
    return Arbitraries.oneOf(
        floats(), Arbitraries.integers().map(Float::intBitsToFloat).filter(Float::isFinite));
  }

  private static Arbitrary<List<Float>> some() {
    return anyFloats().list().ofMinSize(1).ofMaxSize(4);
  }

  private static Arbitrary<List<Float>> maybe() {
    return anyFloats().list().ofMaxSize(4);
  }

  private static Arbitrary<Integer> counts() {
    return Arbitraries.integers().between(1, 64);
  }

  private static Arbitrary<Spet> signed() {
    return counts().map(SignedSpet::new);
  }

  private static Arbitrary<Spet> staged() {
    Arbitrary<Stage> below =
        Combinators.combine(some(), maybe()).as((b, a) -> new Stage(0.25, b, a));
    Arbitrary<Stage> above =
        Combinators.combine(maybe(), some()).as((b, a) -> new Stage(0.1 + 0.6, b, a));
    return Combinators.combine(
            Arbitraries.of(TapOrder.class), maybe(), below, above.optional(), counts())
        .as(
            (order, importance, first, second, pixels) ->
                new StagedSpet(
                    order,
                    importance,
                    second.map(other -> List.of(first, other)).orElse(List.of(first)),
                    pixels));
  }

  private static Arbitrary<Sdss> sdss() {
    return Combinators.combine(
            Arbitraries.of(Sdss.Grid.class),
            Arbitraries.integers().between(2, 5),
            Arbitraries.of(Sdss.Basis.class),
            some(),
            maybe(),
            Arbitraries.of(Sdss.Interpolation.class),
            Arbitraries.of(true, false))
        .as(
            (grid, period, basis, first, second, interpolation, all) -> {
              boolean square = grid == Sdss.Grid.SQUARE;
              int fixed = grid == Sdss.Grid.CHECKERBOARD ? 2 : 4;
              return new Sdss(
                  grid,
                  square ? 1 : fixed,
                  square ? period : fixed,
                  basis,
                  period > 3 ? first : second,
                  period > 3 ? second : first,
                  interpolation,
                  all);
            });
  }

  private static Arbitrary<Sfma> sfma() {
    return Combinators.combine(Arbitraries.of(Sfma.Criterion.class), some(), counts(), counts())
        .as(Sfma::new);
  }

  private static Arbitrary<Double> doubles() {
    return Arbitraries.doubles().between(-1e300, 1e300).ofScale(12);
  }

  private static Arbitrary<Long> longs() {
    return Arbitraries.longs().greaterOrEqual(0);
  }

  private static Arbitrary<Tuning> tunings() {
    Arbitrary<Tuning.Search> search =
        Combinators.combine(texts(), longs(), doubles()).as(Tuning.Search::new);
    Arbitrary<Loss> loss = Combinators.combine(doubles(), doubles(), doubles()).as(Loss::new);
    Arbitrary<Ops> ops =
        Combinators.combine(longs(), longs(), longs(), doubles(), doubles()).as(Ops::new);
    Arbitrary<Tuning.Verification> verification =
        Combinators.combine(texts(), longs(), loss, ops, longs()).as(Tuning.Verification::new);
    return Combinators.combine(
            texts(),
            Arbitraries.longs().between(0, 4_000_000_000L).map(Instant::ofEpochSecond),
            Arbitraries.longs(),
            Arbitraries.of(Objective.class),
            doubles(),
            search,
            verification.optional())
        .as(Tuning::new);
  }

  private static Arbitrary<Machine> machines() {
    Arbitrary<Map<String, Double>> costs = Arbitraries.maps(texts(), doubles()).ofMaxSize(3);
    return Combinators.combine(texts(), costs).as(Machine::new);
  }

  /** A plan with every field. */
  static EffortPlan full() {
    Stage stage = new Stage(0.5, List.of(-1f, -2.5f), List.of(3f));
    LayerEffort conv =
        LayerEffort.none()
            .with(new StagedSpet(TapOrder.TAPS, List.of(1f, 0.5f), List.of(stage), 4))
            .with(
                new Sdss(
                    Sdss.Grid.SQUARE,
                    2,
                    1,
                    Sdss.Basis.SUM,
                    List.of(0.25f),
                    List.of(0.5f, 1f),
                    Sdss.Interpolation.BILINEAR,
                    true))
            .with(new Sfma(Sfma.Criterion.VARIANCE, List.of(0.125f), 4, 8))
            .with(new Zis(0.01f));
    return new EffortPlan(
        "net",
        "sha256:" + "0".repeat(64),
        Granularity.BLOCK,
        Map.of("conv", conv),
        Optional.of(
            new Tuning(
                "1.0",
                Instant.parse("2026-01-31T12:00:00Z"),
                7,
                Objective.TIME,
                0.5,
                new Tuning.Search("a.bin", 100, 0.1),
                Optional.of(
                    new Tuning.Verification(
                        "b.bin", 50, new Loss(0.2, -0.1, 0.5), new Ops(100, 40, 5, 2, 2.25), 20)))),
        Optional.of(new Machine("a computer", Map.of("macs", 1e9))));
  }
}
