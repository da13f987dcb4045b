package org.dyvedeep.knobs.fast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.backend.direct.DirectBackend;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.knobs.count.EffortMeter;
import org.dyvedeep.knobs.run.EffortProvider;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.Zis;
import org.junit.jupiter.api.Test;

class FlatWindowLayerTest {
  private static final double TOLERANCE = 2e-5;

  @Property(tries = 60)
  void equalsTheDefinition(@ForAll long seed) {
    FlatExample example = new FlatExample(new SplittableRandom(seed));
    float[] expected = example.run(reference().provider(EffortProvider.of(example.effort())), 1);
    double greatest = 1e-30;
    for (float value : expected) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    for (Kernels kernels : List.of(KernelLookup.scalar(), KernelLookup.best())) {
      DirectBackend direct = new DirectBackend(kernels, true);
      FastEffortProvider fast = FastEffortProvider.of(example.effort()).on(direct, kernels);
      ModelOptions options = ModelOptions.defaults().backend(direct).provider(fast);
      float[] actual = example.run(options, 1);
      for (int i = 0; i < actual.length; i++) {
        assertEquals(expected[i], actual[i], TOLERANCE * greatest, "output " + i);
      }
      assertArrayEquals(actual, example.run(options, 2), "two threads differ from one");
    }
  }

  @Test
  void someWindowsAreFlatAndSomeAreNot() {
    SplittableRandom random = new SplittableRandom(5);
    double shares = 0;
    double count = 0;
    for (int i = 0; i < 40; i++) {
      FlatExample example = new FlatExample(random);
      EffortMeter meter = new EffortMeter();
      EffortProvider provider = EffortProvider.of(example.effort()).metered(meter);
      example.run(reference().provider(provider), 1);
      if (example.window() > 4) {
        shares += (double) meter.total().sfma() / meter.total().dense();
        count++;
      }
    }
    double share = shares / count;
    assertTrue(share > 0.1 && share < 0.7, "share of SFMA in the examples: " + share);
  }

  @Test
  void sfmaOnTilesIsTakenAloneAndWithExactZis() {
    FlatExample example = new FlatExample(new SplittableRandom(1));
    LayerEffort none = LayerEffort.none();
    LayerEffort tiles = none.with(sfma(2, 3));
    assertTrue(FastEffortProvider.obstacle(tiles).isEmpty());
    assertEquals("tuned-dynamic: SFMA", operator(example, tiles));
    assertEquals("tuned-dynamic: SFMA, ZIS", operator(example, tiles.with(Zis.exact())));
    for (LayerEffort effort : List.of(none.with(sfma(1, 2)), tiles.with(new Zis(0.5f)))) {
      assertTrue(FastEffortProvider.obstacle(effort).isPresent());
      assertEquals(operator(example, none), operator(example, effort));
    }
  }

  private static String operator(FlatExample example, LayerEffort effort) {
    ModelOptions options =
        ModelOptions.defaults().provider(FastEffortProvider.of(Map.of("layer", effort)));
    try (Model model = Model.compile(example.graph(), options)) {
      return model.steps().stream()
          .filter(step -> step.layer().equals("layer"))
          .findFirst()
          .orElseThrow()
          .operator();
    }
  }

  private static Sfma sfma(int tileHeight, int tileWidth) {
    return new Sfma(Sfma.Criterion.RANGE, List.of(1f), tileHeight, tileWidth);
  }

  private static ModelOptions reference() {
    return ModelOptions.defaults().backend("reference");
  }
}
