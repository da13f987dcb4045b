package org.dyvedeep.knobs.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.plan.CostModel;

/** Bounds against their definitions, on maps so small that sampling takes every position. */
class SkippingBoundsTest {
  private static final double EXACT = 1e-9;

  private RandomConvolution layer;
  private NaiveBounds naive;
  private List<float[]> pictures;

  @Property(tries = 40)
  void boundsAreThoseOfTheDefinitions(@ForAll long seed) {
    layer = new RandomConvolution(seed);
    naive = new NaiveBounds(layer);
    pictures = Stream.generate(layer::picture).limit(4).toList();
    LayerBounds found = bounds();
    List<NaiveBounds.Place> all = naive.places(0, 4);
    check(found.positive(), all, those(all, this::sum));
    assertEquals(layer.pooled(), found.winners().isPresent());
    found.winners().ifPresent(shares -> check(shares, all, winners()));
    List<NaiveBounds.Place> examined = naive.places(2, 4);
    assertEquals(
        naive.share(examined, BlockShape.SIXTEEN_FEATURES, those(examined, this::sum)),
        found.heldOutFeatures(),
        EXACT);
    float[] means = naive.means(pictures.subList(0, 2));
    check(found, 0, p -> naive.sum(picture(p), p, 10, means));
    check(found, 1, p -> naive.sum(picture(p), p, 25, means));
    check(found, 2, p -> naive.sum(picture(p), p, 50, means));
    check(found, 3, p -> naive.roundedSum(picture(p), p, 7));
    check(found, 4, p -> naive.roundedSum(picture(p), p, 127));
  }

  private LayerBounds bounds() {
    try (SkippingBounds bounds =
        new SkippingBounds(layer.graph(), "data", Set.of("conv"), layer.random.nextLong())) {
      pictures.subList(0, 2).forEach(bounds::learn);
      bounds.learned();
      pictures.subList(2, 4).forEach(bounds::examine);
      List<LayerBounds> results = bounds.results(CostModel.defaults());
      assertEquals(1, results.size());
      return results.get(0);
    }
  }

  private float[] picture(NaiveBounds.Place place) {
    return pictures.get(place.picture());
  }

  private double sum(NaiveBounds.Place place) {
    return naive.sum(picture(place), place);
  }

  /** The places at which something is positive. */
  private static Set<NaiveBounds.Place> those(
      List<NaiveBounds.Place> places, ToDoubleFunction<NaiveBounds.Place> value) {
    return places.stream().filter(p -> value.applyAsDouble(p) > 0).collect(Collectors.toSet());
  }

  private Set<NaiveBounds.Place> winners() {
    Set<NaiveBounds.Place> winners = new HashSet<>();
    for (int i = 0; i < pictures.size(); i++) {
      winners.addAll(naive.winners(i, pictures.get(i)));
    }
    return winners;
  }

  private void check(
      BlockShares found, List<NaiveBounds.Place> places, Set<NaiveBounds.Place> some) {
    assertEquals(naive.share(places, new BlockShape(1, 1, 1), some), found.outputs(), EXACT);
    assertEquals(naive.share(places, new BlockShape(1, 1, 8), some), found.eightPositions(), EXACT);
    assertEquals(
        naive.share(places, new BlockShape(1, 1, 16), some), found.sixteenPositions(), EXACT);
    assertEquals(
        naive.share(places, new BlockShape(16, 1, 1), some), found.sixteenFeatures(), EXACT);
    assertEquals(naive.share(places, new BlockShape(16, 2, 2), some), found.patches(), EXACT);
  }

  private void check(LayerBounds layers, int index, ToDoubleFunction<NaiveBounds.Place> predictor) {
    PredictorBounds found = layers.predictors().get(index);
    List<NaiveBounds.Place> places = naive.places(2, 4);
    Set<NaiveBounds.Place> called = those(places, predictor);
    double positives = 0;
    double lost = 0;
    double energy = 0;
    double lostEnergy = 0;
    for (NaiveBounds.Place place : places) {
      double sum = Math.max(0, sum(place));
      boolean missed = sum > 0 && !called.contains(place);
      positives += sum > 0 ? 1 : 0;
      lost += missed ? 1 : 0;
      energy += sum * sum;
      lostEnergy += missed ? sum * sum : 0;
    }
    double calls = naive.share(places, new BlockShape(1, 1, 1), called);
    assertEquals(1 - calls, found.notPositive(), EXACT, found.predictor());
    assertEquals(positives == 0 ? 0 : lost / positives, found.lost(), EXACT, found.predictor());
    assertEquals(energy == 0 ? 0 : lostEnergy / energy, found.error(), EXACT, found.predictor());
    assertEquals(
        naive.share(places, new BlockShape(1, 1, 8), called), found.eightPositions(), EXACT);
    assertEquals(
        naive.share(places, new BlockShape(1, 1, 16), called), found.sixteenPositions(), EXACT);
    assertEquals(
        naive.share(places, new BlockShape(16, 1, 1), called), found.sixteenFeatures(), EXACT);
  }
}
