package org.dyvedeep.tools.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.Spet;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.Zis;

/** Plans made of another one: some of its knobs, or all with other thresholds. */
public final class PlanVariants {
  private PlanVariants() {}

  /** Each knob of a plan alone, the paper's together, and all; by name, in that order. */
  public static Map<String, Map<String, LayerEffort>> ablation(Map<String, LayerEffort> plan) {
    Map<String, UnaryOperator<LayerEffort>> choices = new LinkedHashMap<>();
    choices.put("SPET alone", e -> only(e.spet(), Optional.empty(), Optional.empty()));
    choices.put("SDSS alone", e -> only(Optional.empty(), e.sdss(), Optional.empty()));
    choices.put("SFMA alone", e -> only(Optional.empty(), Optional.empty(), e.sfma()));
    choices.put("ZIS alone", e -> e.zis().map(z -> LayerEffort.none().with(z)).orElse(NONE));
    choices.put("the paper's three", LayerEffort::withoutZis);
    Map<String, Map<String, LayerEffort>> variants = new LinkedHashMap<>();
    choices.forEach(
        (name, choice) -> {
          Map<String, LayerEffort> some = mapped(plan, choice);
          if (some.values().stream().anyMatch(effort -> !effort.isNone())) {
            variants.put(name, some);
          }
        });
    variants.put("all", plan);
    return variants;
  }

  private static final LayerEffort NONE = LayerEffort.none();

  private static LayerEffort only(Optional<Spet> spet, Optional<Sdss> sdss, Optional<Sfma> sfma) {
    return new LayerEffort(spet, sdss, sfma, Optional.empty());
  }

  /** Exact zero-input skipping, which loses nothing, where a plan has it. */
  public static Map<String, LayerEffort> exact(Map<String, LayerEffort> plan) {
    return mapped(plan, e -> e.zis().isPresent() ? NONE.with(Zis.exact()) : NONE);
  }

  /** A plan of which some layers are dense. */
  public static Map<String, LayerEffort> without(
      Map<String, LayerEffort> plan, Set<String> layers) {
    Map<String, LayerEffort> left = new TreeMap<>(plan);
    layers.forEach(layer -> left.replace(layer, NONE));
    return left;
  }

  /**
   * A plan whose thresholds are moved by a share of their size towards skipping more; below 0,
   * towards skipping less. Exact knobs stay as they are.
   *
   * @param share from -1 on
   */
  public static Map<String, LayerEffort> moved(Map<String, LayerEffort> plan, double share) {
    return mapped(
        plan,
        effort ->
            new LayerEffort(
                effort.spet().map(spet -> moved(spet, share)),
                effort.sdss().map(sdss -> moved(sdss, share)),
                effort.sfma().map(sfma -> moved(sfma, share)),
                effort.zis().map(zis -> new Zis((float) (zis.epsilon() * (1 + share))))));
  }

  private static Spet moved(Spet spet, double share) {
    if (!(spet instanceof StagedSpet staged)) {
      return spet;
    }
    List<Stage> stages =
        staged.stages().stream()
            .map(
                stage ->
                    new Stage(
                        stage.fraction(),
                        moved(stage.below(), share),
                        moved(stage.above(), -share)))
            .toList();
    return new StagedSpet(staged.order(), staged.importance(), stages, staged.pixels());
  }

  private static Sdss moved(Sdss sdss, double share) {
    return new Sdss(
        sdss.grid(),
        sdss.periodY(),
        sdss.periodX(),
        sdss.basis(),
        moved(sdss.maxSpread(), share),
        moved(sdss.maxActivation(), share),
        sdss.interpolation(),
        sdss.allFeatures());
  }

  private static Sfma moved(Sfma sfma, double share) {
    return new Sfma(
        sfma.criterion(),
        moved(sfma.maxWindowSpread(), share),
        sfma.tileHeight(),
        sfma.tileWidth());
  }

  /** Greatest numbers stand for "never" or "always" and have no size to speak of. */
  private static List<Float> moved(List<Float> thresholds, double share) {
    return thresholds.stream()
        .map(t -> (float) (t + share * Math.abs(t)))
        .map(t -> Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, t)))
        .toList();
  }

  private static Map<String, LayerEffort> mapped(
      Map<String, LayerEffort> plan, UnaryOperator<LayerEffort> change) {
    Map<String, LayerEffort> changed = new LinkedHashMap<>();
    plan.forEach((layer, effort) -> changed.put(layer, change.apply(effort)));
    return changed;
  }
}
