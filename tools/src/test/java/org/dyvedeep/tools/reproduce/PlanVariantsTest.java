package org.dyvedeep.tools.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.SignedSpet;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.TapOrder;
import org.dyvedeep.knobs.setting.Zis;
import org.junit.jupiter.api.Test;

/** Plans made of other plans. */
class PlanVariantsTest {
  private static StagedSpet spet(float below, float above) {
    Stage stage = new Stage(0.5, List.of(below), List.of(above));
    return new StagedSpet(TapOrder.TAPS, List.of(), List.of(stage), 1);
  }

  private static Sdss sdss(float spread) {
    return new Sdss(
        Sdss.Grid.CHECKERBOARD,
        2,
        2,
        Sdss.Basis.SUM,
        List.of(spread),
        List.of(),
        Sdss.Interpolation.AVERAGE,
        true);
  }

  private static Sfma sfma(float spread) {
    return new Sfma(Sfma.Criterion.RANGE, List.of(spread), 1, 1);
  }

  private static final LayerEffort ALL =
      LayerEffort.none().with(spet(-2, 8)).with(sdss(4)).with(sfma(6)).with(Zis.exact());

  @Test
  void eachKnobAloneAndTogether() {
    var variants = PlanVariants.ablation(Map.of("a", ALL));
    assertEquals(
        List.of("SPET alone", "SDSS alone", "SFMA alone", "ZIS alone", "the paper's three", "all"),
        List.copyOf(variants.keySet()));
    assertEquals(LayerEffort.none().with(sdss(4)), variants.get("SDSS alone").get("a"));
    assertEquals(LayerEffort.none().with(Zis.exact()), variants.get("ZIS alone").get("a"));
    assertEquals(ALL.withoutZis(), variants.get("the paper's three").get("a"));
    assertEquals(ALL, variants.get("all").get("a"));
  }

  @Test
  void knobsThatThePlanHasNotAreLeftOut() {
    var plan = Map.of("a", LayerEffort.none().with(Zis.exact()));
    assertEquals(List.of("ZIS alone", "all"), List.copyOf(PlanVariants.ablation(plan).keySet()));
  }

  /** Below: stop sooner, so up; above: saturate sooner, so down; spreads: up. */
  @Test
  void thresholdsMoveTowardsSkippingMore() {
    LayerEffort bold = PlanVariants.moved(Map.of("a", ALL), 0.5).get("a");
    assertEquals(Optional.of(spet(-1, 4)), bold.spet());
    assertEquals(Optional.of(sdss(6)), bold.sdss());
    assertEquals(Optional.of(sfma(9)), bold.sfma());
    assertEquals(Optional.of(Zis.exact()), bold.zis());
    LayerEffort cautious = PlanVariants.moved(Map.of("a", ALL), -0.5).get("a");
    assertEquals(Optional.of(spet(-3, 12)), cautious.spet());
    assertEquals(Optional.of(sdss(2)), cautious.sdss());
    LayerEffort exact = LayerEffort.none().with(new SignedSpet(4));
    assertEquals(exact, PlanVariants.moved(Map.of("a", exact), 0.5).get("a"));
    assertEquals(ALL, PlanVariants.moved(Map.of("a", ALL), 0).get("a"));
  }

  @Test
  void thresholdsStayFinite() {
    LayerEffort effort = LayerEffort.none().with(sdss(Float.MAX_VALUE));
    assertEquals(effort, PlanVariants.moved(Map.of("a", effort), 2).get("a"));
  }
}
