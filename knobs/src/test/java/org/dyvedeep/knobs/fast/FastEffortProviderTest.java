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
      ModelOptions options = ModelOptions.defaults().backend(direct).provider(fast);
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
  void takesWhatItCanAndSaysWhyNot() {
    Sdss sdss = sdss(true);
    LayerEffort none = LayerEffort.none();
    assertTrue(FastEffortProvider.obstacle(none.with(sdss).with(Zis.exact())).isEmpty());
    List<LayerEffort> obstructed = new ArrayList<>();
    obstructed.add(none.with(sdss(false)));
    obstructed.add(none.with(sdss).with(new Zis(0.5f)));
    obstructed.add(none.with(new Sfma(Sfma.Criterion.RANGE, List.of(1f), 1, 1)));
    Stage stage = Stage.below(0.5, List.of(0f));
    obstructed.add(none.with(new StagedSpet(TapOrder.TAPS, List.of(), List.of(stage), 1)));
    SampledExample example = new SampledExample(new SplittableRandom(1));
    for (LayerEffort effort : obstructed) {
      assertTrue(FastEffortProvider.obstacle(effort).isPresent());
      assertFalse(operators(example, effort).contains("tuned-dynamic: SDSS"));
    }
    assertTrue(operators(example, none.with(sdss)).contains("tuned-dynamic: SDSS"));
    assertEquals(operators(example, none), operators(example, obstructed.get(0)));
  }

  private static List<String> operators(SampledExample example, LayerEffort effort) {
    ModelOptions options =
        ModelOptions.defaults().provider(FastEffortProvider.of(Map.of("layer", effort)));
    try (Model model = Model.compile(example.graph(true), options)) {
      return model.steps().stream().map(StepInfo::operator).toList();
    }
  }

  private static Sdss sdss(boolean allFeatures) {
    return new Sdss(
        Sdss.Grid.CHECKERBOARD,
        2,
        2,
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
