package org.dyvedeep.knobs.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.knobs.count.EffortMeter;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.SignedSpet;
import org.dyvedeep.knobs.setting.Zis;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What changes nothing: knobs that are off, and the exact variants. */
class ExactnessTest {
  @Property(tries = 500)
  void knobsThatAreOffChangeNoBit(@ForAll long seed) {
    requireDense(RandomLayer.of(new SplittableRandom(seed)));
  }

  /** The convolutions of all built-in networks, on small maps of few channels. */
  @ParameterizedTest
  @CsvSource({
    "5, 1, 2, 1, 3", // cifar10 nets, AlexNet's and OverFeat's second
    "5, 1, 2, 2, 4",
    "5, 1, 0, 1, 5",
    "3, 1, 1, 1, 16", // VGG, late layers of the others
    "3, 1, 1, 2, 8",
    "11, 4, 0, 1, 3", // AlexNet, CaffeNet, OverFeat
    "7, 2, 0, 1, 3", // SqueezeNet
    "3, 2, 0, 1, 3",
    "1, 1, 0, 1, 64",
    "1, 1, 1, 1, 32"
  })
  void layersOfTheBuiltInNetworksAreDense(
      int kernel, int stride, int pad, int group, int channels) {
    Window window = Window.of(kernel, stride, pad);
    for (int outputs : List.of(group, 8 * group)) {
      Operation operation =
          Convolution.of(outputs, List.of(window, window), group, true).with(new Relu(0));
      Shape input = Shape.of(1, channels, kernel + 13, kernel + 12);
      requireDense(RandomLayer.of(new SplittableRandom(3), operation, input));
    }
  }

  @ParameterizedTest
  @CsvSource({"64x4x4, 10", "256x6x6, 20", "1024, 100", "4096, 16"})
  void fullyConnectedLayersAreDense(String maps, int outputs) {
    int[] dims = Arrays.stream(("2x" + maps).split("x", -1)).mapToInt(Integer::parseInt).toArray();
    Operation operation = InnerProduct.of(outputs, true).with(new Relu(0));
    requireDense(RandomLayer.of(new SplittableRandom(3), operation, Shape.of(dims)));
  }

  private static void requireDense(RandomLayer layer) {
    EffortMeter meter = new EffortMeter();
    float[] found = Runs.of(layer, EffortProvider.of(Map.of()).metered(meter));
    assertArrayEquals(Runs.dense(layer), found, 0f, layer::toString);
    LayerCounts counts = meter.counts().get("layer");
    assertEquals(layer.node().macs(), counts.dense());
    assertEquals(counts.dense(), counts.spent());
    assertEquals(Map.of(), counts.overhead());
    assertEquals(1, counts.reduction());
    assertEquals(1, counts.reductionWithZis());
    assertEquals(counts.dense(), Arrays.stream(meter.map("layer").byOutput()).sum());
    assertEquals(counts.dense(), Arrays.stream(meter.map("layer").byPosition()).sum());
    assertEquals(zeroWeights(layer), counts.zeroWeights());
  }

  /** Each weight is used as often, so the share of zeros is the weights' own. */
  private static long zeroWeights(RandomLayer layer) {
    float[] weights = layer.weights().get(0).values();
    long zeros = 0;
    for (float weight : weights) {
      zeros += weight == 0 ? 1 : 0;
    }
    return zeros * (layer.node().macs() / weights.length);
  }

  @Property(tries = 500)
  void skippingZerosChangesNoBit(@ForAll long seed) {
    RandomLayer layer = RandomLayer.of(new SplittableRandom(seed));
    LayerEffort effort = LayerEffort.none().with(Zis.exact());
    assertArrayEquals(
        Runs.dense(layer), Runs.of(layer, EffortProvider.of(Map.of("layer", effort))), 0f);
  }

  @Property(tries = 500)
  void theExactVariantOfSpetOnlyRounds(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int every) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomLayer layer = RandomLayer.of(random).rectified();
    if (!new NaiveLayer(layer).isRelu()) {
      return;
    }
    LayerEffort effort = LayerEffort.none().with(new SignedSpet(every)).with(Zis.exact());
    float[] dense = Runs.dense(layer);
    float[] found = Runs.of(layer, EffortProvider.of(Map.of("layer", effort)));
    float greatest = 0;
    for (float value : dense) {
      greatest = Math.max(greatest, value);
    }
    // Where sums cancel out, all that remains may be rounding.
    assertArrayEquals(dense, found, Math.max(greatest * 1e-5f, 1e-12f), layer::toString);
  }

  @Property(tries = 20)
  void theExactVariantOfSpetSaves(@ForAll long seed) {
    Window window = Window.of(3, 1, 1);
    Operation operation = Convolution.of(8, List.of(window, window), 1, true).with(new Relu(0));
    RandomLayer layer =
        RandomLayer.of(new SplittableRandom(seed), operation, Shape.of(1, 8, 9, 9)).rectified();
    LayerEffort effort = LayerEffort.none().with(new SignedSpet(4));
    EffortMeter meter = new EffortMeter();
    Runs.of(layer, EffortProvider.of(Map.of("layer", effort)).metered(meter));
    assertTrue(meter.total().spet() > 0);
  }
}
