package org.dyvedeep.knobs.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.plan.Granularity;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Zis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds what a ladder promises against what the operators count. */
class LayerLadderTest {
  private static final double[] EXCHANGES = {0.01, 0.1, 1};

  private final TinyNetwork tiny = new TinyNetwork();
  private final Examples pictures = tiny.examples(60, 3);
  private final Workers workers = new Workers(2);
  private final NetworkRuns runs = new NetworkRuns(tiny.network(), workers);

  @AfterEach
  void stop() {
    workers.close();
  }

  private List<Rung> rungs(TunedLayer layer, Granularity granularity, Set<Knobs> knobs) {
    return rungs(layer, granularity, knobs, 1);
  }

  private List<Rung> rungs(
      TunedLayer layer, Granularity granularity, Set<Knobs> knobs, float zero) {
    Sampler sampler = new Sampler(layer.shape(), pictures.size(), 1, zero);
    runs.forEachBlob(layer.input(), pictures, sampler::add);
    LayerSamples samples = sampler.samples();
    Activations activations = Activations.of(samples, layer.maxPooling(), workers);
    return new LayerLadder(
            samples, sampler.importances(), activations, Grain.of(granularity), zero, workers)
        .rungs(EXCHANGES, Sensitivity.UNIT, knobs);
  }

  private void requireOperations(Granularity granularity, Set<Knobs> knobs, double tolerance) {
    float[][] dense = runs.dense(pictures);
    for (TunedLayer layer : tiny.network().layers()) {
      for (Rung rung : rungs(layer, granularity, knobs)) {
        if (!rung.effort().isNone()) {
          var counts = runs.measure(Map.of(layer.name(), rung.effort()), pictures, dense).counts();
          double counted = 1 / counts.get(layer.name()).reduction();
          double estimated = rung.estimate().operations();
          assertEquals(counted, estimated, tolerance, layer.name() + " " + rung.effort());
        }
      }
    }
  }

  @Test
  void countsForSpetAsTheOperatorsDo() {
    requireOperations(Granularity.NEURON, EnumSet.of(Knobs.SPET), 0.01);
  }

  @Test
  void countsForSpetAndSdssAsTheOperatorsDo() {
    requireOperations(Granularity.NEURON, EnumSet.of(Knobs.SPET, Knobs.SDSS), 0.02);
  }

  @Test
  void countsForSfmaAsTheOperatorsDo() {
    requireOperations(Granularity.NEURON, EnumSet.of(Knobs.SFMA), 0.02);
  }

  @Test
  void countsProductsWithZerosForWhatTheyCost() {
    float[][] dense = runs.dense(pictures);
    TunedLayer layer = tiny.network().layers().get(1);
    for (Set<Knobs> knobs : List.of(EnumSet.of(Knobs.SPET), EnumSet.of(Knobs.SFMA))) {
      for (Rung rung : rungs(layer, Granularity.NEURON, knobs, 0.25f)) {
        Map<String, LayerEffort> efforts = Map.of(layer.name(), rung.effort().with(Zis.exact()));
        LayerCounts counts = runs.measure(efforts, pictures, dense).counts().get(layer.name());
        double counted = 0.25 / counts.reduction() + 0.75 / counts.reductionWithZis();
        assertEquals(counted, rung.estimate().operations(), 0.025, knobs.toString());
      }
    }
  }

  @Test
  void countsForBlocksAsTheOperatorsDo() {
    requireOperations(Granularity.BLOCK, EnumSet.of(Knobs.SPET), 0.02);
    requireOperations(Granularity.BLOCK, EnumSet.of(Knobs.SDSS), 0.02);
    requireOperations(Granularity.BLOCK, EnumSet.of(Knobs.SFMA), 0.03);
  }

  @Test
  void higherRungsSpendLessAndErrMore() {
    TunedLayer layer = tiny.network().layers().get(1);
    Estimate before = Estimate.DENSE;
    for (Rung rung : rungs(layer, Granularity.NEURON, EnumSet.of(Knobs.SPET, Knobs.SDSS))) {
      assertTrue(rung.estimate().operations() < before.operations());
      assertTrue(
          Sensitivity.UNIT.divergence(rung.estimate()) > Sensitivity.UNIT.divergence(before));
      before = rung.estimate();
    }
  }

  @Test
  void onlyTheGreatestNeuronOfAPoolingWindowMattersMuch() {
    TunedLayer first = tiny.network().layers().get(0);
    assertTrue(first.maxPooling().isPresent());
    assertTrue(first.first());
    Sampler sampler = new Sampler(first.shape(), pictures.size(), 1, 1);
    runs.forEachBlob(first.input(), pictures, sampler::add);
    LayerSamples samples = sampler.samples();
    Activations activations = Activations.of(samples, first.maxPooling(), workers);
    float[] weights = activations.weights()[0];
    double sum = 0;
    for (float weight : weights) {
      sum += weight > 0.5 ? weight : 0;
    }
    // Windows of 2 x 2 that do not overlap: at most one neuron in four.
    assertTrue(sum <= weights.length / 4.0 * 1.06, sum + " of " + weights.length);
    assertTrue(sum > 0);
  }
}
