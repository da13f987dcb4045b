package org.dyvedeep.knobs.fast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.backend.direct.DirectBackend;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.dyvedeep.engine.plan.CostModel;
import org.dyvedeep.engine.plan.StepInfo;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.knobs.count.EffortMeter;
import org.dyvedeep.knobs.run.EffortProvider;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.TapOrder;
import org.dyvedeep.knobs.setting.Zis;
import org.junit.jupiter.api.Test;

class FastEffortProviderTest {
  private static final double TOLERANCE = 5e-5;

  /** Decisions that are closer than that, of the greatest value, may go either way. */
  private static final double CLOSE = 1e-4;

  @Property(tries = 60)
  void equalsTheDefinition(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SampledExample example = new SampledExample(random);
    float[] expected =
        example.run(reference().provider(EffortProvider.of(example.effort())), 1, true);
    for (Kernels kernels : List.of(KernelLookup.scalar(), KernelLookup.best())) {
      DirectBackend direct = new DirectBackend(kernels, true);
      FastEffortProvider fast = FastEffortProvider.of(example.effort()).on(direct, kernels);
      ModelOptions options =
          ModelOptions.defaults().backend(direct).costs(example.costs()).provider(fast);
      float[] actual = example.run(options, 1, true);
      example.assertClose(expected, actual, TOLERANCE, CLOSE);
      assertArrayEquals(actual, example.run(options, 2, true), "two threads differ from one");
    }
  }

  @Test
  void someNeuronsAreApproximatedAndSomeAreNot() {
    double shares = 0;
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20; i++) {
      SampledExample example = new SampledExample(random);
      EffortMeter meter = new EffortMeter();
      EffortProvider provider = EffortProvider.of(example.effort()).metered(meter);
      example.run(reference().provider(provider), 1, true);
      shares += (double) meter.total().sdss() / meter.total().dense();
    }
    double share = shares / 20;
    assertTrue(share > 0.1 && share < 0.6, "share of SDSS in the examples: " + share);
  }

  @Test
  void layersThatAreFasterDenseRunDense() {
    SampledExample example = new SampledExample(new SplittableRandom(2), Sdss.Grid.PATCHES);
    for (Sdss.Grid grid : List.of(Sdss.Grid.CHECKERBOARD, Sdss.Grid.PATCHES)) {
      for (double patchNanos : new double[] {1e-9, 1e9}) {
        CostModel costs = new CostModel(100, 1e9, patchNanos, patchNanos, 1e9, 1, 1);
        LayerEffort effort = LayerEffort.none().with(sdss(grid, true));
        boolean sampled = (grid == Sdss.Grid.PATCHES) == (patchNanos < 1);
        String operators = operators(example, effort, costs).toString();
        assertEquals(sampled, operators.contains("tuned-dynamic: SDSS"), operators);
        assertEquals(!sampled, operators.contains("sdss would take longer"), operators);
      }
    }
  }

  @Test
  void takesWhatItCanAndSaysWhyNot() {
    Sdss sdss = sdss(Sdss.Grid.CHECKERBOARD, true);
    LayerEffort none = LayerEffort.none();
    assertTrue(FastEffortProvider.obstacle(none.with(sdss).with(Zis.exact())).isEmpty());
    List<LayerEffort> obstructed = new ArrayList<>();
    obstructed.add(none.with(sdss(Sdss.Grid.CHECKERBOARD, false)));
    obstructed.add(none.with(sdss).with(new Zis(0.5f)));
    obstructed.add(none.with(new Sfma(Sfma.Criterion.RANGE, List.of(1f), 1, 1)));
    Stage stage = Stage.below(0.5, List.of(0f));
    obstructed.add(none.with(new StagedSpet(TapOrder.TAPS, List.of(), List.of(stage), 1)));
    SampledExample example = new SampledExample(new SplittableRandom(1), Sdss.Grid.CHECKERBOARD);
    CostModel costs = example.costs();
    for (LayerEffort effort : obstructed) {
      assertTrue(FastEffortProvider.obstacle(effort).isPresent());
      assertFalse(operators(example, effort, costs).contains("tuned-dynamic: SDSS"));
    }
    assertTrue(operators(example, none.with(sdss), costs).contains("tuned-dynamic: SDSS"));
    assertEquals(operators(example, none, costs), operators(example, obstructed.get(0), costs));
  }

  private static List<String> operators(
      SampledExample example, LayerEffort effort, CostModel costs) {
    ModelOptions options =
        ModelOptions.defaults()
            .costs(costs)
            .provider(FastEffortProvider.of(Map.of("layer", effort)));
    try (Model model = Model.compile(example.graph(true), options)) {
      return model.steps().stream().map(StepInfo::operator).toList();
    }
  }

  private static Sdss sdss(Sdss.Grid grid, boolean allFeatures) {
    int period = grid == Sdss.Grid.PATCHES ? 4 : 2;
    return new Sdss(
        grid,
        period,
        period,
        Sdss.Basis.ACTIVATION,
        List.of(1f),
        List.of(),
        Sdss.Interpolation.AVERAGE,
        allFeatures);
  }

  private static ModelOptions reference() {
    return ModelOptions.defaults().backend("reference");
  }
}
