package org.dyvedeep.knobs.run;

import static org.dyvedeep.knobs.run.RandomLayer.between;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.SignedSpet;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.TapOrder;
import org.dyvedeep.knobs.setting.Zis;

/** Random knobs that fit a layer, with thresholds in the region of what they are compared with. */
final class RandomEffort {
  private final SplittableRandom random;
  private final NaiveLayer layer;
  private final boolean[] allowed;

  private RandomEffort(SplittableRandom random, NaiveLayer layer, boolean... allowed) {
    this.random = random;
    this.layer = layer;
    this.allowed = allowed;
  }

  /** Any of the knobs. */
  static LayerEffort any(SplittableRandom random, NaiveLayer layer) {
    return new RandomEffort(
            random,
            layer,
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean())
        .effort();
  }

  /** One knob, or none where it does not fit: 0 for SPET, 1 SDSS, 2 SFMA, 3 ZIS. */
  static LayerEffort only(int knob, SplittableRandom random, NaiveLayer layer) {
    boolean[] allowed = new boolean[4];
    allowed[knob] = true;
    return new RandomEffort(random, layer, allowed).effort();
  }

  private LayerEffort effort() {
    LayerEffort effort = LayerEffort.none();
    if (allowed[0] && layer.saturates()) {
      boolean signed = layer.isRelu() && random.nextInt(4) == 0;
      effort = effort.with(signed ? new SignedSpet(between(random, 1, 5)) : staged());
    }
    if (allowed[1] && !layer.fullyConnected) {
      effort = effort.with(sdss());
    }
    if (allowed[2]) {
      effort = effort.with(sfma());
    }
    if (allowed[3]) {
      effort = effort.with(random.nextBoolean() ? Zis.exact() : new Zis(random.nextInt(10) / 10f));
    }
    return effort;
  }

  private StagedSpet staged() {
    List<Stage> stages = new ArrayList<>();
    double scale = Math.sqrt(layer.products());
    double fraction = 0;
    int count = between(random, 1, 4);
    for (int i = 0; i < count; i++) {
      fraction += random.nextDouble(0.01, 0.9 / count);
      List<Float> below = thresholds(layer.outputs, -0.5 * scale, scale);
      List<Float> above = List.of();
      if (layer.hasUpperRail() && random.nextInt(3) > 0) {
        above = thresholds(layer.outputs, 0.5 * scale, scale);
        below = random.nextBoolean() ? below : List.of();
      }
      stages.add(new Stage(fraction, below, above));
    }
    List<Float> importance = new ArrayList<>();
    for (int c = 0; c < layer.allFeatures() && random.nextInt(10) > 0; c++) {
      importance.add((float) random.nextInt(4));
    }
    TapOrder[] orders = TapOrder.values();
    return new StagedSpet(
        orders[random.nextInt(orders.length)],
        importance.size() == layer.allFeatures() ? importance : List.of(),
        stages,
        random.nextBoolean() ? 1 : between(random, 2, 40));
  }

  private Sdss sdss() {
    List<Sdss.Grid> grids = List.copyOf(EnumSet.allOf(Sdss.Grid.class));
    Sdss.Grid grid = grids.get(random.nextInt(grids.size()));
    int period = grid == Sdss.Grid.CHECKERBOARD ? 2 : 4;
    List<Float> spread = thresholds(layer.outputs, 1, 1);
    List<Float> activation = thresholds(layer.outputs, 0.2, 0.5);
    int tests = random.nextInt(3);
    int periodY = between(random, 1, 4);
    return new Sdss(
        grid,
        grid == Sdss.Grid.SQUARE ? periodY : period,
        grid == Sdss.Grid.SQUARE ? between(random, periodY == 1 ? 2 : 1, 4) : period,
        random.nextBoolean() ? Sdss.Basis.ACTIVATION : Sdss.Basis.SUM,
        tests == 0 ? List.of() : spread,
        tests == 1 ? List.of() : activation,
        random.nextBoolean() ? Sdss.Interpolation.AVERAGE : Sdss.Interpolation.BILINEAR,
        random.nextInt(3) == 0);
  }

  private Sfma sfma() {
    boolean range = random.nextBoolean();
    return new Sfma(
        range ? Sfma.Criterion.RANGE : Sfma.Criterion.VARIANCE,
        thresholds(layer.allFeatures(), 0.5, 0.5),
        random.nextBoolean() ? 1 : between(random, 1, 5),
        random.nextBoolean() ? 1 : between(random, 1, 5));
  }

  private List<Float> thresholds(int each, double centre, double scale) {
    List<Float> thresholds = new ArrayList<>();
    int count = random.nextBoolean() ? 1 : each;
    for (int i = 0; i < count; i++) {
      thresholds.add((float) (centre + scale * random.nextGaussian()));
    }
    return thresholds;
  }
}
