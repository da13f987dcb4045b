package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.TapOrder;

/** The best settings of one layer at a ladder of prices, fitted on its samples. */
final class LayerLadder {
  private final LayerSamples samples;
  private final List<float[]> importances;
  private final Activations dense;
  private final Grain grain;
  private final float zero;
  private final Workers workers;
  private Optional<StageChoice> chosen = Optional.empty();

  /**
   * Prepares fitting.
   *
   * @param importances weights of input features that SPET may sort products by
   * @param zero what a product costs whose input is 0
   */
  LayerLadder(
      LayerSamples samples,
      List<float[]> importances,
      Activations dense,
      Grain grain,
      float zero,
      Workers workers) {
    this.samples = samples;
    this.importances = importances;
    this.dense = dense;
    this.grain = grain;
    this.zero = zero;
    this.workers = workers;
  }

  /** A setting in the making. */
  private static final class Candidate {
    private final Stops stops;
    private final Optional<Sdss> sdss;
    private final float[] flat;
    private final Estimate estimate;

    Candidate(Stops stops, Optional<Sdss> sdss, float[] flat, Estimate estimate) {
      this.stops = stops;
      this.sdss = sdss;
      this.flat = flat;
      this.estimate = estimate;
    }

    Stops stops() {
      return stops;
    }

    Optional<Sdss> sdss() {
      return sdss;
    }

    float[] flat() {
      return flat;
    }

    Estimate estimate() {
      return estimate;
    }

    boolean stopping() {
      return stops.checks().length > 0;
    }
  }

  /**
   * One rung's prices: what a unit of the layer's weighted squared error is worth in operations.
   */
  private record Prices(Sensitivity sensitivity, double exchange, double scale) {
    double spet() {
      return sensitivity.spet() * scale / exchange;
    }

    double sdss() {
      return sensitivity.sdss() * scale / exchange;
    }

    double sfma() {
      return sensitivity.sfma() * scale / exchange;
    }

    double cost(Candidate candidate) {
      return candidate.estimate().cost(sensitivity, exchange);
    }
  }

  /**
   * Fits a setting for each price.
   *
   * @param exchanges what all operations of the dense layer are worth, in divergence
   * @param knobs which may be used
   */
  List<Rung> rungs(double[] exchanges, Sensitivity sensitivity, Set<Knobs> knobs) {
    LayerShape shape = samples.shape();
    double scale = scale();
    List<Prices> prices =
        DoubleStream.of(exchanges).mapToObj(e -> new Prices(sensitivity, e, scale)).toList();
    List<Stops> stops = stops(prices, knobs);
    LayerSamples ordered = chosen.map(StageChoice::samples).orElse(samples);
    List<SamplingFit> grids = knobs.contains(Knobs.SDSS) ? grids(ordered) : List.of();
    Optional<FlatWindows> flat =
        knobs.contains(Knobs.SFMA) && shape.windowSize() > 1
            ? Optional.of(new FlatWindows(ordered, grain.tile(), grain.tile(), zero, workers))
            : Optional.empty();
    List<Rung> rungs = new ArrayList<>();
    for (int i = 0; i < prices.size(); i++) {
      Candidate best = best(ordered, Optional.ofNullable(stops.get(i)), grids, prices.get(i));
      if (flat.isPresent()) {
        best = withFlatWindows(flat.get(), best, grids.size() > 0, prices.get(i));
      }
      rungs.add(new Rung(effort(best), best.estimate()));
    }
    return rungs;
  }

  /**
   * SPET's stops for each price, with the stages and the order that do best on the whole; else
   * nulls.
   */
  private List<Stops> stops(List<Prices> prices, Set<Knobs> knobs) {
    if (!knobs.contains(Knobs.SPET) || !samples.shape().rectified()) {
      return Collections.nCopies(prices.size(), null);
    }
    List<Prices> some = List.of(prices.get(prices.size() / 4), prices.get(prices.size() * 3 / 4));
    chosen =
        StageChoice.best(
            samples,
            importances,
            grain.stageSets(),
            (ordered, sets, outputs) -> costs(ordered, sets, outputs, some));
    if (chosen.isEmpty()) {
      return Collections.nCopies(prices.size(), null);
    }
    return stageFits(chosen.get().samples())
        .fit(List.of(chosen.get().checks()), spetPrices(prices), outputs())
        .stream()
        .map(sets -> sets.get(0))
        .toList();
  }

  private double[] costs(
      LayerSamples ordered, List<int[]> sets, int[] outputs, List<Prices> prices) {
    List<List<Stops>> tried = stageFits(ordered).fit(sets, spetPrices(prices), outputs);
    double[] costs = new double[sets.size()];
    for (int i = 0; i < prices.size(); i++) {
      for (int set = 0; set < costs.length; set++) {
        costs[set] +=
            estimate(ordered, tried.get(i).get(set), outputs)
                .cost(prices.get(i).sensitivity(), prices.get(i).exchange());
      }
    }
    return costs;
  }

  private int[] outputs() {
    return IntStream.range(0, samples.shape().outputs()).toArray();
  }

  private static double[] spetPrices(List<Prices> prices) {
    return prices.stream().mapToDouble(Prices::spet).toArray();
  }

  private StageFits stageFits(LayerSamples of) {
    return new StageFits(of, dense, grain.pixels(), workers);
  }

  private List<SamplingFit> grids(LayerSamples of) {
    LayerShape shape = samples.shape();
    if (shape.outHeight() < 3 || shape.outWidth() < 3) {
      return List.of();
    }
    return grain.grids().stream().map(grid -> sampling(of, grid)).toList();
  }

  private SamplingFit sampling(LayerSamples of, Sdss grid) {
    return new SamplingFit(of, dense, SamplingGrid.of(of, grid), workers);
  }

  /** Fits SDSS alone on one grid, for each price. */
  List<Rung> sampled(double[] exchanges, Sdss grid) {
    SamplingFit fit = sampling(samples, grid);
    Stops none = Stops.none(samples);
    double scale = scale();
    List<Rung> rungs = new ArrayList<>();
    for (double exchange : exchanges) {
      Prices price = new Prices(Sensitivity.UNIT, exchange, scale);
      SamplingFit.Result result = fit.fit(none, price.spet(), price.sdss());
      rungs.add(new Rung(LayerEffort.none().with(result.setting()), result.estimate()));
    }
    return rungs;
  }

  /** All operations of the sampled neurons for a unit of their squares. */
  private double scale() {
    LayerShape shape = samples.shape();
    return (double) shape.outputs() * samples.positions() * shape.taps() / dense.energy();
  }

  private Candidate best(
      LayerSamples of, Optional<Stops> stops, List<SamplingFit> grids, Prices prices) {
    Stops none = Stops.none(of);
    Candidate best = new Candidate(none, Optional.empty(), null, estimate(of, none, outputs()));
    if (stops.isPresent()) {
      Candidate stopping =
          new Candidate(stops.get(), Optional.empty(), null, estimate(of, stops.get(), outputs()));
      best = prices.cost(stopping) < prices.cost(best) ? stopping : best;
    }
    Candidate sampled = best;
    for (SamplingFit grid : grids) {
      SamplingFit.Result result = grid.fit(best.stops(), prices.spet(), prices.sdss());
      Candidate candidate =
          new Candidate(best.stops(), Optional.of(result.setting()), null, result.estimate());
      sampled = prices.cost(candidate) < prices.cost(sampled) ? candidate : sampled;
    }
    return sampled;
  }

  /** What stops do to some outputs, over all operations and squares of the layer. */
  private Estimate estimate(LayerSamples of, Stops stops, int[] outputs) {
    double[] operations = new double[outputs.length];
    double[] losses = new double[outputs.length];
    workers.each(
        outputs.length,
        turn -> {
          int o = outputs[turn];
          for (int i = 0; i < of.positions(); i++) {
            operations[turn] += stops.operations(of, o, i);
            float value = stops.stopped(o, i) ? dense.values()[o][i] : 0;
            losses[turn] += dense.weights()[o][i] * value * value;
          }
        });
    double all = (double) of.shape().outputs() * of.positions() * of.shape().taps();
    return new Estimate(
        DoubleStream.of(operations).sum() / all,
        DoubleStream.of(losses).sum() / dense.energy(),
        0,
        0);
  }

  /** What part of the layer's operations is left if all products are carried out. */
  private double undiminished(LayerSamples of) {
    return estimate(of, Stops.none(of), outputs()).operations();
  }

  /** Adds SFMA if that pays; SPET and SDSS are fitted again to what is left. */
  private Candidate withFlatWindows(
      FlatWindows flat, Candidate without, boolean sampling, Prices prices) {
    double remaining = without.estimate().operations() / undiminished(flat.samples());
    float[] thresholds = flat.thresholds(prices.sfma(), remaining);
    if (!flat.promising(thresholds, prices.sfma(), remaining)) {
      return without;
    }
    LayerSamples rest = flat.apply(thresholds);
    Optional<Stops> stops =
        without.stopping()
            ? Optional.of(
                stageFits(rest)
                    .fit(List.of(without.stops().checks()), new double[] {prices.spet()}, outputs())
                    .get(0)
                    .get(0))
            : Optional.empty();
    Candidate refitted = best(rest, stops, sampling ? grids(rest) : List.of(), prices);
    Estimate estimate =
        new Estimate(
            refitted.estimate().operations() + flat.testShare(),
            refitted.estimate().spetError(),
            refitted.estimate().sdssError(),
            flat.error(thresholds) / dense.energy());
    Candidate with = new Candidate(refitted.stops(), refitted.sdss(), thresholds, estimate);
    return prices.cost(with) < prices.cost(without) ? with : without;
  }

  private LayerEffort effort(Candidate candidate) {
    LayerEffort effort = LayerEffort.none();
    if (candidate.stopping()) {
      effort = effort.with(spet(candidate));
    }
    if (candidate.sdss().isPresent()) {
      effort = effort.with(candidate.sdss().get());
    }
    if (candidate.flat() != null) {
      int tile = grain.tile();
      effort = effort.with(new Sfma(Sfma.Criterion.RANGE, floats(candidate.flat()), tile, tile));
    }
    return effort;
  }

  private StagedSpet spet(Candidate candidate) {
    StageChoice choice = chosen.orElseThrow();
    double[] fractions = choice.fractions();
    float[][] thresholds = candidate.stops().thresholds();
    List<Stage> stages = new ArrayList<>();
    for (int s = 0; s < fractions.length; s++) {
      float[] below = new float[thresholds.length];
      for (int o = 0; o < below.length; o++) {
        below[o] = thresholds[o][s];
      }
      stages.add(Stage.below(fractions[s], floats(below)));
    }
    return new StagedSpet(
        TapOrder.TAPS, floats(choice.samples().importance()), stages, grain.pixels());
  }

  private static List<Float> floats(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }
}
