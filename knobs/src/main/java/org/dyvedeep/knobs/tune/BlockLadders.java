package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.dyvedeep.knobs.setting.LayerEffort;

/**
 * Ladders of settings that fast kernels run, one knob a layer. What a setting saves is measured, or
 * follows from its operations; what it costs is the divergence of the network's scores with that
 * setting alone. Settings that do not pay are left out, so that a layer where none does stays as it
 * is.
 */
final class BlockLadders {
  /** A setting must save at least a thirtieth of its layer: less may be noise. */
  private static final double PAYS = 0.97;

  /** Some twenty times what a plan may cost: nobody will choose that. */
  private static final double FAR_TOO_MUCH = 0.1;

  private final Network network;
  private final LayerCalibration calibration;
  private final ToDoubleFunction<String> shares;
  private final Journal journal;
  private final TuneListener listener;
  private final BooleanSupplier stop;
  private final Map<String, Map<LayerEffort, Double>> left = new HashMap<>();
  private List<Layer> fitted = List.of();

  /** What tells the share of a layer's cost that a setting leaves. */
  @FunctionalInterface
  interface Cost {
    double left(TunedLayer layer, Rung rung);
  }

  /**
   * Prepares ladders.
   *
   * @param shares what part of the objective a layer has
   * @param stop whether to come to an end
   */
  BlockLadders(
      Network network,
      LayerCalibration calibration,
      ToDoubleFunction<String> shares,
      Journal journal,
      TuneListener listener,
      BooleanSupplier stop) {
    this.network = network;
    this.calibration = calibration;
    this.shares = shares;
    this.journal = journal;
    this.listener = listener;
    this.stop = stop;
  }

  /** One layer's settings of each form. */
  private record Layer(TunedLayer layer, Map<BlockForm, List<Rung>> forms) {}

  /** Fits settings to all layers. */
  void fit() {
    fitted = each("fitting layers", forms(), this::fitted);
  }

  /**
   * Makes ladders of what was fitted.
   *
   * @param probe runs the network with the settings of one layer
   */
  List<Search.Ladder> ladders(Cost cost, Search.Runner probe) {
    List<Layer> timed = each("timing layers", fitted, layer -> paying(layer, cost));
    return each("probing layers", timed, layer -> ladder(layer, probe));
  }

  /** What is done with a layer. */
  @FunctionalInterface
  private interface Work<A, B> {
    B on(A layer);
  }

  private <A, B> List<B> each(String task, List<A> layers, Work<A, B> work) {
    List<B> results = new ArrayList<>();
    for (A layer : layers) {
      if (stop.getAsBoolean()) {
        return List.of();
      }
      results.add(work.on(layer));
      listener.progress(task, results.size(), layers.size());
    }
    return results;
  }

  private List<Layer> forms() {
    List<Layer> layers = new ArrayList<>();
    for (TunedLayer layer : network.layers()) {
      Map<BlockForm, List<Rung>> forms = new LinkedHashMap<>();
      for (BlockForm form : BlockForm.of(calibration.knobs(layer))) {
        if (form.runs(network, layer)) {
          forms.put(form, List.of());
        }
      }
      layers.add(new Layer(layer, forms));
    }
    return layers;
  }

  private Layer fitted(Layer layer) {
    boolean known =
        layer.forms().keySet().stream()
            .allMatch(form -> journal.ladder(key(layer.layer(), form)).isPresent());
    Optional<LayerLadder> samples = known ? Optional.empty() : calibration.sampled(layer.layer());
    Map<BlockForm, List<Rung>> forms = new LinkedHashMap<>();
    for (BlockForm form : layer.forms().keySet()) {
      forms.put(
          form,
          known(
              key(layer.layer(), form),
              () -> samples.map(sampled -> form.fit(sampled)).orElse(List.of())));
    }
    return new Layer(layer.layer(), forms);
  }

  private static String key(TunedLayer layer, BlockForm form) {
    return layer.name() + ": " + form.label();
  }

  private List<Rung> known(String key, Supplier<List<Rung>> make) {
    return journal
        .ladder(key)
        .orElseGet(
            () -> {
              List<Rung> made = make.get();
              journal.add(key, made);
              return made;
            });
  }

  /** Settings with what they leave in place of operations, as far as they pay. */
  private Layer paying(Layer layer, Cost cost) {
    Map<BlockForm, List<Rung>> forms = new LinkedHashMap<>();
    layer
        .forms()
        .forEach(
            (form, rungs) ->
                forms.put(
                    form,
                    known(
                        key(layer.layer(), form) + ", paying",
                        () -> paying(layer.layer(), rungs, cost))));
    return new Layer(layer.layer(), forms);
  }

  /** Begins with those that skip most: where they do not pay, milder ones do not either. */
  private static List<Rung> paying(TunedLayer layer, List<Rung> rungs, Cost cost) {
    List<Rung> paying = new ArrayList<>();
    for (int i = rungs.size() - 1; i >= 0; i--) {
      double leaves = cost.left(layer, rungs.get(i));
      if (leaves > PAYS) {
        break;
      }
      Estimate of = rungs.get(i).estimate();
      Estimate measured = new Estimate(leaves, of.spetError(), of.sdssError(), of.sfmaError());
      paying.add(new Rung(rungs.get(i).effort(), measured));
    }
    Collections.reverse(paying);
    return paying;
  }

  private Search.Ladder ladder(Layer layer, Search.Runner probe) {
    String name = layer.layer().name();
    double share = shares.applyAsDouble(name);
    Map<LayerEffort, Double> ofLayer = left.computeIfAbsent(name, n -> new HashMap<>());
    List<Rung> measured = new ArrayList<>();
    for (List<Rung> rungs : layer.forms().values()) {
      for (Rung rung : rungs) {
        ofLayer.put(rung.effort(), rung.estimate().operations());
        double divergence = probe.run(Map.of(name, rung.effort())).divergence();
        Estimate estimate = new Estimate(rung.estimate().operations(), divergence, 0, 0);
        measured.add(new Rung(rung.effort(), estimate));
        if (divergence > FAR_TOO_MUCH || stop.getAsBoolean()) {
          break;
        }
      }
    }
    return new Search.Ladder(name, choose(measured, Rungs.exchanges(share)), share);
  }

  /** For each price the setting that costs least; without knobs, a layer costs no error. */
  static List<Rung> choose(List<Rung> measured, double[] exchanges) {
    List<Rung> chosen = new ArrayList<>();
    for (double exchange : exchanges) {
      Rung best = Rung.DENSE;
      for (Rung rung : measured) {
        if (rung.estimate().cost(Sensitivity.UNIT, exchange)
            < best.estimate().cost(Sensitivity.UNIT, exchange)) {
          best = rung;
        }
      }
      chosen.add(best);
    }
    return chosen;
  }

  /** What part of a layer's cost a setting leaves. */
  double left(String layer, LayerEffort effort) {
    return left.getOrDefault(layer, Map.of()).getOrDefault(effort, 1.0);
  }

  /** What part of the network's cost settings leave. */
  double left(Map<String, LayerEffort> efforts) {
    double saved = 0;
    for (Map.Entry<String, LayerEffort> layer : efforts.entrySet()) {
      double share = shares.applyAsDouble(layer.getKey());
      saved += share * (1 - left(layer.getKey(), layer.getValue()));
    }
    return 1 - saved;
  }
}
