package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.knobs.fast.FastEffortProvider;
import org.dyvedeep.knobs.plan.Granularity;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.TapOrder;
import org.dyvedeep.knobs.setting.Zis;

/**
 * One knob on blocks of one kind, as fast kernels may run it.
 *
 * @param knob which
 * @param grid for SDSS, what is computed in any case
 * @param zis whether inputs that are 0 are skipped besides
 */
record BlockForm(Knobs knob, Optional<Sdss> grid, boolean zis) {
  private static final Grain GRAIN = Grain.of(Granularity.BLOCK);

  /** What the layer's operations are worth in relative squared error, from rung to rung. */
  private static final double[] PRICES =
      DoubleStream.iterate(0.001, price -> price * 1.6).limit(16).toArray();

  /** The forms of some knobs. */
  static List<BlockForm> of(Set<Knobs> knobs) {
    List<BlockForm> forms = new ArrayList<>();
    if (knobs.contains(Knobs.SDSS)) {
      GRAIN.grids().forEach(grid -> forms.add(new BlockForm(Knobs.SDSS, Optional.of(grid), false)));
    }
    if (knobs.contains(Knobs.SPET)) {
      forms.add(new BlockForm(Knobs.SPET, Optional.empty(), false));
    }
    if (knobs.contains(Knobs.SFMA)) {
      forms.add(new BlockForm(Knobs.SFMA, Optional.empty(), false));
      if (knobs.contains(Knobs.ZIS)) {
        forms.add(new BlockForm(Knobs.SFMA, Optional.empty(), true));
      }
    }
    return forms;
  }

  /** A name that tells it from others. */
  String label() {
    String of = grid.map(sdss -> " " + sdss.grid().name().toLowerCase(Locale.ROOT)).orElse("");
    return knob.name().toLowerCase(Locale.ROOT) + of + (zis ? " zis" : "");
  }

  /** Whether there is a fast kernel for it that takes a layer. */
  boolean runs(Network network, TunedLayer layer) {
    LayerEffort example = withZis(example());
    PlanOptions options = new PlanOptions(1, network.costs(), false);
    if (FastEffortProvider.obstacle(network.node(layer.name()), example, options).isPresent()
        || (knob == Knobs.SPET && !layer.shape().rectified())
        || (knob == Knobs.SFMA && layer.shape().windowSize() == 1)
        || (knob == Knobs.SDSS && !sampled(layer.shape()))) {
      return false;
    }
    try (OneLayer exact = OneLayer.of(network, layer.name(), LayerEffort.none());
        OneLayer fast = OneLayer.of(network, layer.name(), example)) {
      return !fast.operator().startsWith(exact.operator());
    }
  }

  private static boolean sampled(LayerShape shape) {
    return shape.outHeight() >= 3 && shape.outWidth() >= 3;
  }

  private LayerEffort example() {
    LayerEffort none = LayerEffort.none();
    int tile = GRAIN.tile();
    return switch (knob) {
      case SDSS -> none.with(grid.orElseThrow());
      case SPET ->
          none.with(
              new StagedSpet(
                  TapOrder.TAPS,
                  List.of(),
                  List.of(Stage.below(0.5, List.of(0f))),
                  GRAIN.pixels()));
      case SFMA -> none.with(new Sfma(Sfma.Criterion.RANGE, List.of(0f), tile, tile));
      case ZIS -> none;
    };
  }

  private LayerEffort withZis(LayerEffort effort) {
    return zis ? effort.with(Zis.exact()) : effort;
  }

  /** Settings of this form, those first that make the least errors; each but once. */
  List<Rung> fit(LayerLadder ladder) {
    List<Rung> fitted =
        grid.isPresent()
            ? ladder.sampled(PRICES, grid.get())
            : ladder.rungs(PRICES, Sensitivity.UNIT, Set.of(knob));
    List<Rung> different = new ArrayList<>();
    LayerEffort last = LayerEffort.none();
    for (Rung rung : fitted) {
      if (!rung.effort().isNone() && !rung.effort().equals(last)) {
        last = rung.effort();
        different.add(new Rung(withZis(last), rung.estimate()));
      }
    }
    return different;
  }
}
