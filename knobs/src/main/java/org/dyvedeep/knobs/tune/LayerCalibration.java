package org.dyvedeep.knobs.tune;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fits one layer's ladder: samples its inputs, learns by runs of the network what errors of each
 * knob do to the scores, and fits settings at prices that take this into account.
 */
final class LayerCalibration {
  /** Prices of probes: what the layer's operations are worth in relative squared error. */
  private static final double[] PROBES = {0.003, 0.01, 0.03, 0.1, 0.3, 1};

  /** A relative squared error that is large enough to tell, and small enough to be linear. */
  private static final double PROBED_ERROR = 0.02;

  private static final double LEAST_SENSITIVITY = 1e-4;

  /** Pictures that a layer with maps is sampled on: each gives many neurons of an output. */
  private static final int MAP_PICTURES = 128;

  /** Pictures for a fully-connected layer, where each gives one. */
  private static final int ROW_PICTURES = 3000;

  private final NetworkRuns runs;
  private final Examples pictures;
  private final Examples probed;
  private final float[][] dense;
  private final TuneSettings settings;
  private final Workers workers;

  /**
   * Prepares calibration.
   *
   * @param pictures what layers are sampled on
   * @param probed what the network is run on
   * @param dense the dense network's probabilities for these
   */
  LayerCalibration(
      NetworkRuns runs,
      Examples pictures,
      Examples probed,
      float[][] dense,
      TuneSettings settings,
      Workers workers) {
    this.runs = runs;
    this.pictures = pictures;
    this.probed = probed;
    this.dense = dense;
    this.settings = settings;
    this.workers = workers;
  }

  /**
   * The layer's settings.
   *
   * @param exchanges what the layer's operations are worth, in divergence of scores; ascending
   */
  List<Rung> rungs(TunedLayer layer, double[] exchanges) {
    Optional<LayerLadder> sampled = sampled(layer);
    if (sampled.isEmpty()) {
      return List.of();
    }
    LayerLadder ladder = sampled.get();
    Set<Knobs> knobs = knobs(layer);
    Sensitivity sensitivity =
        new Sensitivity(
            probe(layer, ladder, knobs, Knobs.SPET),
            probe(layer, ladder, knobs, Knobs.SDSS),
            probe(layer, ladder, knobs, Knobs.SFMA));
    return ladder.rungs(exchanges, sensitivity, knobs);
  }

  /** The knobs that a layer may have. */
  Set<Knobs> knobs(TunedLayer layer) {
    Set<Knobs> knobs = EnumSet.copyOf(settings.knobs());
    if (layer.first()) {
      // Pixels are not sparse, and errors made here spread through the whole network.
      knobs.remove(Knobs.SFMA);
    }
    return knobs;
  }

  /** Samples of a layer to fit settings to; empty if the layer yields nothing but zeros. */
  Optional<LayerLadder> sampled(TunedLayer layer) {
    Examples some = pictures.first(layer.shape().spatial() ? MAP_PICTURES : ROW_PICTURES);
    // The first layer reads the network's input, which is not sparse.
    float zero = layer.first() ? 1 : settings.zeroCost();
    long seed = settings.seed() ^ layer.name().hashCode();
    Sampler sampler = new Sampler(layer.shape(), some.size(), seed, zero);
    runs.forEachBlob(layer.input(), some, sampler::add);
    LayerSamples samples = sampler.samples();
    Activations activations = Activations.of(samples, layer.maxPooling(), workers);
    if (!(activations.energy() > 0)) {
      return Optional.empty();
    }
    Grain grain = Grain.of(settings.granularity());
    return Optional.of(
        new LayerLadder(samples, sampler.importances(), activations, grain, zero, workers));
  }

  /** How far the scores diverge for a unit of relative squared error that one knob causes. */
  private double probe(TunedLayer layer, LayerLadder ladder, Set<Knobs> knobs, Knobs knob) {
    if (!knobs.contains(knob)) {
      return 1;
    }
    List<Rung> rungs = ladder.rungs(PROBES, Sensitivity.UNIT, Set.of(knob));
    Rung rung = rungs.get(rungs.size() - 1);
    for (int i = rungs.size() - 1; i >= 0; i--) {
      if (Sensitivity.UNIT.divergence(rungs.get(i).estimate()) >= PROBED_ERROR) {
        rung = rungs.get(i);
      }
    }
    double error = Sensitivity.UNIT.divergence(rung.estimate());
    if (rung.effort().isNone() || error == 0) {
      return 1;
    }
    Outcome outcome = runs.run(Map.of(layer.name(), rung.effort()), probed, dense);
    return Math.max(outcome.divergence() / error, LEAST_SENSITIVITY);
  }
}
